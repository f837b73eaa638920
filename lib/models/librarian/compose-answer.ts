import type { Prompt, Source } from "../stream.ts";
import { listHelpPages } from "./help.ts";
import { type Found, searchHelp } from "./search.ts";

type Language = Prompt["language"];

const SENTENCES: Record<
  Language,
  { noModel: string; quoted: (count: number) => string; nothing: string; topics: string }
> = {
  en: {
    noModel:
      "No language model is connected to this conversation: the librarian quotes the help pages, and an administrator connects a model under **Administration → System → Models**.",
    quoted: (count) => (count === 1 ? "This passage fits your question:" : "These passages fit your question:"),
    nothing: "I found nothing about that in the help pages.",
    topics: "I can tell you about:",
  },
  de: {
    noModel:
      "Mit dieser Unterhaltung ist kein Sprachmodell verbunden: Der Bibliothekar zitiert die Hilfeseiten, und ein Modell verbindet die Administration unter **Administration → System → Modelle**.",
    quoted: (count) => (count === 1 ? "Diese Stelle passt zur Frage:" : "Diese Stellen passen zur Frage:"),
    nothing: "Dazu steht nichts in den Hilfeseiten.",
    topics: "Auskunft gibt es zu:",
  },
};

const HEADINGS_PER_PAGE = 4;

/** The librarian's whole answer: the passages that fit with a citation each, or what it could be asked instead. */
export function composeAnswer(question: string, language: Language): { text: string; sources: Source[] } {
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
  const passages = found.map(
    ({ pageTitle, heading, markdown }, index) => `**${pageTitle}: ${heading}** [${index + 1}]\n\n${quoted(markdown)}`,
  );
  return {
    text: `${said.quoted(found.length)}\n\n${passages.join("\n\n")}\n\n${said.noModel}`,
    sources: found.map(sourceOf),
  };
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
