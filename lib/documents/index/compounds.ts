import { plainLetters, stemGerman } from "#lib/search/terms.ts";

/** Nouns and first parts that many German compounds are made of. The words of a document itself come to these. */
const COMMON = `
  abend ablauf abrechnung abteilung abwesenheit adresse akte aktion alter amt änderung anforderung angabe angebot angestellte anlage
  anmeldung anruf anschluss anspruch antrag antwort anzahl anzeige arbeit arbeitnehmer arbeitgeber arbeitsplatz art artikel arzt attest
  aufgabe aufnahme auftrag aufwand ausbildung ausfall ausgabe ausgleich auskunft ausland ausrüstung ausstattung ausweis auto bahn band bank
  batterie bau bedarf bedienung bedingung behälter beginn behörde beitrag bereich bereitschaft bericht berufs bescheinigung beschluss beschwerde
  besprechung bestand bestellung besuch besucher betrag betreuung betrieb bett bewerber bewerbung bild bildschirm boden bonus brand brief brille buch
  buchung budget büro bürgschaft chef computer dach datei daten datum dauer decke dichtung dienst dienstleister dokument druck drucker einbau einkauf einkommen
  einrichtung einsatz eingang einstellung elektro eltern empfang ende energie entgelt entwicklung ergebnis ersatz etage fahrer fahrrad fahrt fahrzeug
  fall familie farbe fehler feier feiertag fenster fern ferien feuer firma firmen fläche flasche flug folge form foto frage frauen freigabe freizeit frist
  führer führung fuß garage garantie gast gebäude gebühr gefahr gehalt geld gerät geräusch geruch geschäft geschwindigkeit gesellschaft gesetz gespräch gesundheit getränk
  gewährleistung gewicht gleitzeit grenze größe grund grundstück gruppe gutschrift haftung halle hand handel handschuh handy haus haushalt heimat heizung hersteller hilfe
  hitze hoch hof höhe home hotel industrie information inhalt innen instandhaltung internet jahr job jugend kabel kabine kamera karte kasse kauf kaution kennwort
  kinder klasse kleidung klima knopf kontakt konto kontrolle kopf kopie kosten kraft kranken krankheit kredit küche kühl kunden kündigung kurs kurz laden ladung lager land
  langzeit lärm last lauf lautstärke leben lehr leistung leitung leih leiter lern licht liefer lieferant lieferung linie liste lohn luft lüftung maschine maß maßnahme material meister
  meldung mensch messe miete mieter minute mitarbeiter mitglied mittag mittel möbel monat monteur motor müll nachricht nachlass nachweis nacht name natur neben netz not nummer nutzung
  objekt öl ort paar papier park parkplatz partner passwort pauschale pause person personal pflege pflicht plan platz post prämie preis probe produkt produktion projekt protokoll
  prüfung punkt qualität rabatt rad raum rechner rechnung recht regal regel reifen reinigung reise reparatur rest richtlinie risiko rück ruf ruhe sache samstag sammel satz schaden schalter
  schein schicht schloss schlüssel schmutz schrank schreib schrift schuh schuld schule schulung schutz schwer schweiß sicherheit sicherung sitz sitzung software sommer sonder sonntag
  sorge sozial spät speicher sperre spiel sprache staat stadt stand standort start staub stelle stellplatz steuer steuerung stoff störung straße strom stück student stunde system
  tag tafel tank tarif tasche taste tätigkeit team technik teil telefon temperatur termin test text tier tisch titel tor transport treffen treppe tür überstunde übung uhr umsatz umwelt umzug
  unfall unterlage unternehmen unterricht unterschrift untersuchung urlaub ursache verband verbrauch verbindung vereinbarung verfahren vergütung verkauf verkehr verlust vermieter versand
  versicherung vertrag vertrieb verwaltung video voll vor vorgang vorschrift wagen wahl ware warnung wartung wasser wechsel weg werk werkstatt werkzeug wert wetter winter wirtschaft
  woche wochenende wohnung zahl zahlung zeichen zeit zeitraum zentrum zertifikat zettel ziel zimmer zins zone zoll zubehör zug zugang zulage zusatz zuschlag zuschuss zustand zustimmung zweck zwischen`;

const COMMON_WORDS: ReadonlySet<string> = new Set(COMMON.trim().split(/\s+/).map(plainLetters));
/** What a word may end with inside or at the end of a compound. */
const ENDINGS = ["", "s", "n", "en", "es", "er", "e", "ern", "ens"];
/** Behind these a German compound is always joined by an "s": what stands before and after it are words. */
const JOINED_BY_S = /(?:ung|heit|keit|schaft|ion|tät|taet|tum|ling)s$/;

export const SHORTEST_COMPOUND = 7;
const SHORTEST_PART = 4;
const SHORTEST_COMMON_PART = 3;
const MOST_PARTS = 5;

type Known = (word: string) => boolean;
type Split = { head: string; tail: string; worth: number };

/**
 * The stems of the words that a German word is made of ("kündigungsfrist": "kundig", "frist"); none when it is not seen to
 * be a compound. `isKnown` says which are words by themselves,
 * in plain letters, besides the common ones.
 */
export function compoundParts(word: string, isKnown: Known = () => false): string[] {
  const parts: string[] = [];
  const queue = [plainLetters(word)];
  for (let whole = queue.shift(); whole !== undefined && parts.length < MOST_PARTS; whole = queue.shift()) {
    const split = bestSplit(whole, isKnown);
    if (split === null) continue;
    for (const part of [split.head, split.tail]) {
      parts.push(stemGerman(part));
      queue.push(part);
    }
  }
  return [...new Set(parts)];
}

/** The last word of a German compound as it is written; null when it is none. */
export function lastPartOf(word: string): string | null {
  return bestSplit(word, () => false)?.tail ?? null;
}

/** All ways to cut a word in two: for a question, where the library shows which of them are words. */
export function possibleSplits(word: string): [string, string][] {
  const splits: [string, string][] = [];
  for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at += 1)
    splits.push([word.slice(0, at), word.slice(at)]);
  return splits;
}

function bestSplit(word: string, isKnown: Known): Split | null {
  if (word.length < SHORTEST_COMPOUND) return null;
  let best: Split | null = null;
  for (let at = SHORTEST_COMMON_PART; at <= word.length - SHORTEST_COMMON_PART; at += 1) {
    const head = word.slice(0, at);
    const tail = word.slice(at);
    const worth = worthOf(head, tail, isKnown);
    // Of equals the longer tail: "reisekosten-abrechnung", not "reisekostenab-rechnung".
    if (worth > (best?.worth ?? 0)) best = { head, tail, worth };
  }
  return best;
}

function worthOf(head: string, tail: string, isKnown: Known): number {
  const tailKnown = isWord(tail, isKnown);
  const headKnown = isWord(head, isKnown);
  if (tailKnown && headKnown) return 4;
  if (tail.length < SHORTEST_PART || head.length < SHORTEST_PART) return 0;
  if (JOINED_BY_S.test(head)) return 3;
  // One known end shows a compound when the other could be a word of its own.
  if (tailKnown && tail.length > SHORTEST_PART) return 2;
  return headKnown && head.length > SHORTEST_PART ? 1 : 0;
}

function isWord(part: string, isKnown: Known): boolean {
  return ENDINGS.some((ending) => {
    if (!part.endsWith(ending)) return false;
    const word = part.slice(0, part.length - ending.length);
    return COMMON_WORDS.has(word) || (word.length >= SHORTEST_PART && isKnown(word));
  });
}
