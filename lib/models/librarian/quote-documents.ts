import type { Grounding, Named, Source } from "../stream.ts";
import { literal } from "./literal.ts";

type Language = "en" | "de";

const MOST_QUOTED = 3;
/** Passages far behind the best one are about something else. */
const LEAST_OF_BEST = 0.7;

const SENTENCES = {
  en: {
    quoted: {
      documents: (count: number) =>
        count === 1
          ? "This passage of the documents in this conversation fits your question:"
          : "These passages of the documents in this conversation fit your question:",
      library: (count: number) =>
        count === 1
          ? "This passage in your library fits your question:"
          : "These passages in your library fit your question:",
    },
    nothing: (what: string) => `I found nothing about that in ${what}.`,
    library: (count: number) => `your library (${count === 1 ? "one document" : `${count} documents`})`,
    empty: "Your library holds no documents yet.",
    gone: "The documents that earlier replies quote do not belong to this conversation any more, so I cannot look into them.",
    reading: (what: string, count: number) =>
      `${what} ${count === 1 ? "is" : "are"} still being read and cannot be searched yet; ask again in a moment.`,
    unreadable: (what: string) => `Nothing could be read out of ${what}.`,
    more: (count: number) => `${count} more`,
    and: "and",
  },
  de: {
    quoted: {
      documents: (count: number) =>
        count === 1
          ? "Diese Stelle aus den Dokumenten dieser Unterhaltung passt zur Frage:"
          : "Diese Stellen aus den Dokumenten dieser Unterhaltung passen zur Frage:",
      library: (count: number) =>
        count === 1
          ? "Diese Stelle aus Ihrer Bibliothek passt zur Frage:"
          : "Diese Stellen aus Ihrer Bibliothek passen zur Frage:",
    },
    nothing: (what: string) => `Dazu steht nichts in ${what}.`,
    library: (count: number) => `Ihrer Bibliothek (${count === 1 ? "ein Dokument" : `${count} Dokumente`})`,
    empty: "In Ihrer Bibliothek sind noch keine Dokumente.",
    gone: "Die Dokumente, die frühere Antworten zitieren, gehören nicht mehr zu dieser Unterhaltung; in ihnen lässt sich nicht nachsehen.",
    reading: (what: string, count: number) =>
      `${what} ${count === 1 ? "wird" : "werden"} noch gelesen und noch nicht durchsucht; bitte gleich noch einmal fragen.`,
    unreadable: (what: string) => `Nicht zu lesen: ${what}.`,
    more: (count: number) => `${count} weitere`,
    and: "und",
  },
};

/** The best of the passages, quoted word for word with a citation each; null when there are none. */
export function quoteDocuments(grounding: Grounding, language: Language): { text: string; sources: Source[] } | null {
  const { passages, from } = grounding;
  if (passages.length === 0 || from === "gone") return null;
  const best = Math.max(...passages.map(({ score }) => score));
  const quoted = passages.filter(({ score }) => score >= LEAST_OF_BEST * best).slice(0, MOST_QUOTED);
  const sources = quoted.map(({ source }, at) => ({ ...source, id: String(at + 1) }));
  const said = sources.map(
    ({ title, quote }, at) =>
      `**${literal(title)}** [${at + 1}]\n\n${literal(quote).replace(/^/gm, "> ").replace(/^> $/gm, ">")}`,
  );
  const first = SENTENCES[language].quoted[from](quoted.length);
  return { text: [first, ...said, ...notSearched(grounding, language)].join("\n\n"), sources };
}

/** Where nothing was found, and what could not be looked into. */
export function lookedInDocuments(grounding: Grounding, language: Language): string {
  const said = SENTENCES[language];
  const { from, searched } = grounding;
  if (from === "gone") return said.gone;
  const others = notSearched(grounding, language);
  if (searched.count > 0) {
    const what = from === "library" ? said.library(searched.count) : listed(searched, language);
    others.unshift(said.nothing(what));
  }
  return others.length === 0 ? said.empty : others.join(" ");
}

function notSearched({ reading, unreadable }: Grounding, language: Language): string[] {
  const said = SENTENCES[language];
  const sentences: string[] = [];
  if (reading.count > 0) sentences.push(said.reading(listed(reading, language), reading.count));
  if (unreadable.count > 0) sentences.push(said.unreadable(listed(unreadable, language)));
  return sentences;
}

/** "**a.pdf**, **b.md** and 3 more" */
function listed({ count, names }: Named, language: Language): string {
  const said = SENTENCES[language];
  const items = names.map((name) => `**${literal(name)}**`);
  if (count > names.length) items.push(said.more(count - names.length));
  const last = items.pop() ?? "";
  return items.length === 0 ? last : `${items.join(", ")} ${said.and} ${last}`;
}
