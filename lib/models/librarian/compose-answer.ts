import type { Grounding, Prompt, Source } from "../stream.ts";
import { listHelpPages } from "./help.ts";
import { lookedInDocuments, quoteDocuments } from "./quote-documents.ts";
import { type Found, searchHelp } from "./search.ts";

type Language = Prompt["language"];
type Answer = { text: string; sources: Source[] };

type Sentences = Record<"noModel" | "noModelGrounded" | "nothing" | "topics" | "inHelp" | "notInHelp", string> & {
  quoted: (count: number) => string;
};

const SENTENCES: Record<Language, Sentences> = {
  en: {
    noModel:
      "No language model is connected to this conversation: the librarian quotes the help pages, and an administrator connects a model under **Administration → System → Models**.",
    noModelGrounded:
      "No language model is connected to this conversation: the librarian quotes your documents and the help pages word for word, and an administrator connects a model under **Administration → System → Models**.",
    quoted: (count) => (count === 1 ? "This passage fits your question:" : "These passages fit your question:"),
    nothing: "I found nothing about that in the help pages.",
    topics: "I can tell you about:",
    inHelp: "In the help pages I found:",
    notInHelp: "The help pages say nothing about it either.",
  },
  de: {
    noModel:
      "Mit dieser Unterhaltung ist kein Sprachmodell verbunden: Der Bibliothekar zitiert die Hilfeseiten, und ein Modell verbindet die Administration unter **Administration → System → Modelle**.",
    noModelGrounded:
      "Mit dieser Unterhaltung ist kein Sprachmodell verbunden: Der Bibliothekar zitiert Ihre Dokumente und die Hilfeseiten wörtlich, und ein Modell verbindet die Administration unter **Administration → System → Modelle**.",
    quoted: (count) => (count === 1 ? "Diese Stelle passt zur Frage:" : "Diese Stellen passen zur Frage:"),
    nothing: "Dazu steht nichts in den Hilfeseiten.",
    topics: "Auskunft gibt es zu:",
    inHelp: "In den Hilfeseiten steht:",
    notInHelp: "Auch die Hilfeseiten sagen dazu nichts.",
  },
};

const HEADINGS_PER_PAGE = 4;

/**
 * The librarian's whole answer: the passages that fit with a citation each, or what it could be asked instead. In a
 * grounded conversation the person's documents come first, and the help pages only when nothing in those fits.
 */
export function composeAnswer(question: string, language: Language, grounding?: Grounding): Answer {
  const said = SENTENCES[language];
  if (grounding === undefined) return answerFromHelp(question, language);
  const quoted = quoteDocuments(grounding, language);
  if (quoted !== null) return { ...quoted, text: `${quoted.text}\n\n${said.noModelGrounded}` };
  const found = searchHelp(question, language);
  const inHelp = found.length === 0 ? said.notInHelp : `${said.inHelp}\n\n${passagesOf(found)}`;
  return {
    text: [lookedInDocuments(grounding, language), inHelp, said.noModelGrounded].join("\n\n"),
    sources: found.map(sourceOf),
  };
}

function answerFromHelp(question: string, language: Language): Answer {
  const said = SENTENCES[language];
  const found = searchHelp(question, language);
  if (found.length === 0) {
    const topics = listHelpPages(language).map(
      ({ title, sections }) =>
        `- **${title}**: ${sections
          .slice(0, HEADINGS_PER_PAGE)
          .map(({ heading }) => heading)
          .join(" · ")}`,
    );
    return { text: `${said.nothing} ${said.topics}\n\n${topics.join("\n")}\n\n${said.noModel}`, sources: [] };
  }
  return {
    text: `${said.quoted(found.length)}\n\n${passagesOf(found)}\n\n${said.noModel}`,
    sources: found.map(sourceOf),
  };
}

function passagesOf(found: readonly Found[]): string {
  return found
    .map(({ pageTitle, heading, markdown }, at) => `**${pageTitle}: ${heading}** [${at + 1}]\n\n${quoted(markdown)}`)
    .join("\n\n");
}

function quoted(markdown: string): string {
  return markdown.replace(/^/gm, "> ").replace(/^> $/gm, ">");
}

function sourceOf({ page, pageTitle, section, heading, markdown }: Found, index: number): Source {
  return {
    id: String(index + 1),
    title: `${pageTitle}: ${heading}`,
    href: `/help/${page}#${section}`,
    quote: plain(markdown),
  };
}

/** The words of a passage without the signs of Markdown. */
function plain(markdown: string): string {
  return markdown
    .replace(/^- /gm, "")
    .replace(/\*\*|`/g, "")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}
