export type Language = "en" | "de";

/** Verbs and plurals whose forms share no stem: the form people look up, then the others. */
const IRREGULAR: Record<Language, string> = {
  en: `begin began begun; break broke broken; bring brought; build built; buy bought; choose chose chosen; come came;
    cut cutting; drive drove driven; eat ate eaten; fall fell fallen; feel felt; find found; fly flew flown; give gave given;
    go went gone; grow grew grown; hear heard; hold held; keep kept; know knew known; lead led; leave left; lend lent;
    lose lost losing; make made; mean meant; meet met; pay paid; read reading; rise rose risen; run ran; say said; see saw seen;
    sell sold; send sent; set setting; show shown; shut shutting; sit sat; sleep slept; speak spoke spoken; spend spent;
    stand stood; steal stole stolen; take took taken; teach taught; tell told; think thought; throw threw thrown;
    wear wore worn; write wrote written; child children; person people; man men; woman women; foot feet; half halves;
    life lives; shelf shelves`,
  de: `beginnen beginnt begann begonnen; bieten bot geboten; bleiben blieb geblieben; brechen bricht brach gebrochen;
    bringen brachte gebracht; essen isst gegessen; fahren fährt fuhr gefahren; fallen fällt fiel gefallen;
    finden fand gefunden; geben gab gegeben; gehen ging gegangen; gelten galt gegolten; halten hält hielt gehalten;
    heben hob gehoben; helfen hilft half geholfen; kennen kannte gekannt; kommen kam gekommen; laden lädt lud geladen;
    lassen lässt ließ gelassen; laufen läuft lief gelaufen; leihen lieh geliehen; lesen liest las gelesen; liegen lag gelegen;
    nehmen nimmt nahm genommen; nennen nannte genannt; rufen rief gerufen; schließen schloss geschlossen;
    schneiden schnitt geschnitten; schreiben schrieb geschrieben; sehen sieht sah gesehen; senden sandte gesandt;
    sprechen spricht sprach gesprochen; stehen stand gestanden; stehlen stiehlt stahl gestohlen; steigen stieg gestiegen;
    tragen trägt trug getragen; treffen trifft traf getroffen; tun tut tat getan; verbieten verbot verboten;
    verfallen verfällt verfiel; vergessen vergisst vergaß; verlieren verlor verloren; versprechen verspricht versprach;
    wachsen wächst wuchs gewachsen; werfen wirft warf geworfen; wissen weiß wusste gewusst; ziehen zog gezogen;
    dürfen darf durfte; müssen musste; mögen mag mochte; wollen wollte; sollen sollte`,
};

const FORMS = {
  en: formsOf(IRREGULAR.en),
  de: formsOf(IRREGULAR.de),
};

function formsOf(list: string): ReadonlyMap<string, string> {
  const groups = list.split(";").map((group) => group.trim().split(/\s+/));
  return new Map(groups.flatMap(([base = "", ...others]) => others.map((other) => [other, base] as const)));
}

/** The regular form of an irregular one ("paid" is "pay"), else the word itself. */
export function regularForm(word: string, language: Language): string {
  return FORMS[language].get(word) ?? word;
}

/** Whether some language has the word as an irregular form. */
export function isIrregular(word: string): boolean {
  return FORMS.en.has(word) || FORMS.de.has(word);
}
