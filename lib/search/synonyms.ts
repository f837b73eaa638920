import { type Language, stem } from "./terms.ts";

/** Words that people at work use for one another; a group per entry. */
const GROUPS: Record<Language, string> = {
  en: `accident injury; account login; address location; agree approve approval authorise consent permission permit sanction;
    agreement contract; aim goal target; allow permit; allowance per-diem; answer reply respond response; applicant candidate;
    apply request; appointment meeting; ask enquire; backup save; bag baggage luggage suitcase; begin commence start; bike bicycle cycle;
    bill invoice; board management; bonus premium reward; boss manager superior supervisor; broken damaged defective faulty;
    building premises; buy purchase procure; cab taxi; cancel withdraw; car automobile vehicle; card badge; certificate attestation note;
    change alter exchange replace swap; charge cost fee price rate expensive; cheap inexpensive; check examine inspect inspection review verify test;
    child kid son daughter; city town; claim refund reimburse reimbursement repay; clean cleaning wash; client customer; close shut;
    clothes clothing; colleague coworker; company business employer firm organisation organization; compulsory mandatory obligatory required;
    computer laptop notebook pc; concentration attention focus; confidential secret; copy duplicate; correct fix repair mend; course training seminar lesson;
    data information; deadline limit; decide determine; delete erase remove; deliver delivery dispatch ship shipment; deposit bail;
    device equipment; dinner lunch meal food; discount rebate reduction; dismiss dismissal; disturb disturbance; doctor physician; document file paper;
    drive ride; duration period; early premature; electricity power; email mail message; emergency urgent; employee personnel staff worker;
    end finish complete stop; error fault failure mistake; exam test; expense cost; expire lapse; extend prolong renew renewal; factory plant works;
    family relative; fast quick speed; find locate; fire blaze; flight fly plane air; forbid ban prohibit; free gratis; garage parking; gasket seal; gift present;
    guest visitor; guideline policy rule regulation; handbook manual; health medical; help assistance support; hire recruit recommend refer; holiday vacation leave; home house;
    hotel accommodation lodging; ill illness sick sickness; improve better; incident breach; increase raise; inform notify report tell; install set-up; insurance cover; interval frequency; introduction onboarding;
    internet web network; job position post; journey travel trip; key password; landlord lessor; lease rent tenancy; level degree; lock block; lost missing; loud noise noisy sound;
    maintain maintenance service; marriage wedding; maximum most; minimum least; mobile phone smartphone telephone cellphone; money cash payment; move relocate transfer; necessary need;
    office workplace; official authority; open unlock; order purchase; overtime extra-hours; owner proprietor; parent mother father; participant volunteer; pay salary wage income; pension retirement;
    person people individual; photo photograph picture image; plug connect; printer print; private personal; probation trial; problem trouble difficulty; product goods; profit gain; prove proof evidence;
    rail railway train; receipt voucher; reduce lower decrease; refrigerator fridge; register enrol; reject refuse decline deny; restore recover; result outcome finding; return give-back; room space;
    safe safety secure security; screen display monitor; select choose; send transmit; shift turn; shop store; shredder destroy; side edge; sign signature; size format; sleep overnight stay; software program application app;
    space room; spare replacement; steal theft stolen; store keep retain retention; stick drive; submit hand-in; supplier vendor; switch turn; task duty; tax duty; team group; temperature warm hot heat;
    terminate notice; time hour; tired tiredness fatigue; tool instrument; unlimited boundless; update patch; wait delay; waste garbage rubbish; weigh weight heavy; wireless wifi wlan; work labour; yearly annual annually; monthly month; weekly week; daily day`,
  de: `ablehnung absage zurückweisung; ablehnen absagen verweigern; abschaffen beenden einstellen; adresse anschrift; akte unterlage dokument; alarm warnung; angestellte arbeitnehmer beschäftigte mitarbeiter mitarbeitende personal;
    anfrage antrag; anmelden registrieren; anruf telefonat; antworten erwidern; anzeigen benachrichtigen informieren melden mitteilen unterrichten verständigen; arbeitgeber betrieb firma unternehmen; arzt mediziner ärztlich ärztin;
    attest bescheinigung krankenschein; aufbewahren aufheben speichern verwahren; aufzug fahrstuhl lift; ausgabe aufwand kosten; auto fahrzeug kfz pkw wagen; bahn zug eisenbahn; bauen errichten einbauen; beantragen anfordern;
    beginn anfang start; beginnen anfangen starten; behörde amt; bescheid auskunft antwort; besuch besucher besuchende gast; betrag summe; bezahlen zahlen vergüten entlohnen; bezahlung vergütung entgelt; bild foto aufnahme;
    bild porträt; brand feuer; brille augenschutz; buchen reservieren; bußgeld strafe strafzettel; chef vorgesetzte führungskraft leitung; computer laptop notebook rechner pc; daheim zuhause wohnung; dauer zeitraum laufzeit; dauern währen;
    defekt kaputt beschädigt ausfallen; dienstreise geschäftsreise; dringend eilig; drucken ausdruck; dürfen erlauben gestatten zulässig; ehe hochzeit heirat eheschließung; eltern mutter vater; elternzeit erziehungsurlaub; email mail nachricht;
    endgültig abschließend; entfernen löschen vernichten beseitigen; erhöhen anheben steigern teurer verteuern; erhöhung anhebung steigerung; ermäßigung rabatt nachlass skonto; ersatzteil teil; erstatten ersetzen übernehmen; essen mahlzeit verpflegung; etage geschoss obergeschoss stockwerk;
    fahrerlaubnis führerschein; fahren lenken steuern; fahrrad rad bike; fehler mangel störung; feier fest veranstaltung; ferien urlaub; fertig vollendet; fortbildung schulung kurs seminar unterweisung; frist termin zeitpunkt; garantie gewährleistung; gebühr entgelt preis kosten;
    gehalt lohn; gehör ohr; geld zuschuss prämie; genehmigen bewilligen zustimmen; genehmigung zustimmung erlaubnis einwilligung; gerät maschine; geschwindigkeit tempo; gesundheit medizinisch; gewicht last traglast; gratis kostenlos frei; grenze limit obergrenze; größe maß; handy mobiltelefon smartphone; haus gebäude;
    heben tragen; homeoffice mobil telearbeit; höchstens maximal; mindestens minimal; information angabe daten; inspektion wartung instandhaltung; jährlich jahr; kamera video videoüberwachung; kaufen anschaffen beschaffen erwerben; kennwort passwort; kind tochter sohn;
    kontrollieren prüfen überprüfen; krank arbeitsunfähig; kunde kundschaft auftraggeber; kündigen beenden; kündigung beendigung; lagern aufbewahren; lärm geräusch lautstärke laut; lieferant zulieferer lieferfirma; liefern versenden verschicken zustellen; lieferung versand zustellung;
    mieten pachten; miete pacht; möbel mobiliar tisch stuhl; monatlich monat; monteur techniker; müll abfall; nebenkosten betriebskosten; netz netzwerk; notfall ernstfall; ort standort platz; panne vorfall verletzung; park stellplatz parkplatz; pflicht verpflichtung vorgeschrieben; post brief;
    privat persönlich; problem schwierigkeit; rechnung beleg; reinigen säubern putzen; reinigung säuberung; reise fahrt; reparatur instandsetzung; reparieren instandsetzen; rest übrig; sammelplatz treffpunkt; schicken senden; schloss schließanlage; schuh stiefel; schutz sicherheit; sitzung besprechung meeting; sprechen reden;
    stornieren absagen; strom elektrizität; stunde uhr; tanken kraftstoff; täglich tag; teilen aufteilen; treffen versammeln begegnen; überstunde mehrarbeit; umbau umbauten; umziehen umzug; unfall unglück; unterbrechung pause stillstand; unterschreiben unterzeichnen; urlaub erholungsurlaub;
    verbot untersagung; verbieten untersagen; verfallen erlöschen; verlust abhandenkommen; vermieter vermieterin; vermeiden verhindern; verspätung verzug; vertrag vereinbarung abkommen; verwenden nutzen benutzen gebrauchen; vorschrift regel richtlinie; wechseln tauschen austauschen; werkstatt reparaturbetrieb; wetter witterung; wöchentlich woche; zeitkonto gleitzeitkonto; zertifikat nachweis; zuständig verantwortlich; zuschlag aufschlag`,
};

const SYNONYMS: Record<Language, ReadonlyMap<string, readonly string[]>> = {
  en: synonyms("en"),
  de: synonyms("de"),
};

function synonyms(language: Language): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, string[]>();
  for (const group of GROUPS[language].split(";")) {
    const stems = [
      ...new Set(
        group
          .trim()
          .split(/\s+/)
          .map((word) => stem(word.replaceAll("-", ""), language)),
      ),
    ];
    for (const one of stems) known.set(one, [...(known.get(one) ?? []), ...stems.filter((other) => other !== one)]);
  }
  return known;
}

/** The stems of words that may stand for this one, given by its own stem. */
export function synonymsOf(stemOfWord: string, language: Language): readonly string[] {
  return SYNONYMS[language].get(stemOfWord) ?? [];
}
