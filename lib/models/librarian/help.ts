import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { processState } from "#lib/platform/process-state.ts";

export type HelpSection = { slug: string; heading: string; markdown: string };
export type HelpPage = { slug: string; title: string; sections: HelpSection[]; markdown: string };

type Language = "en" | "de";

const SLUG = /^[a-z][a-z0-9-]{0,60}$/;
/** The order in which one would read; pages that are not named come after these, by name. */
const READING_ORDER = [
  "getting-started",
  "chatting",
  "conversations",
  "documents",
  "models",
  "accounts",
  "api-tokens",
  "signing-in",
  "privacy",
  "administration",
  "limits",
];

/** All help pages of a language in reading order. They are part of the program, so each is read once per process. */
export function listHelpPages(language: Language): readonly HelpPage[] {
  return processState(`help.${language}`, () => readPages(language));
}

/** One page, null when there is none; `slug` may come from an address, and no part of it ever becomes a path. */
export function readHelpPage(language: Language, slug: string): HelpPage | null {
  return listHelpPages(language).find((page) => page.slug === slug) ?? null;
}

function readPages(language: Language): HelpPage[] {
  // The bundler must not follow this path: the pages lie beside the program and are read when it runs.
  const folder = join(/* turbopackIgnore: true */ process.cwd(), "docs", "users", language);
  const slugs = readdirSync(folder)
    .filter((file) => file.endsWith(".md"))
    .map((file) => file.slice(0, -".md".length))
    .filter((slug) => SLUG.test(slug));
  const place = (slug: string) => (READING_ORDER.includes(slug) ? READING_ORDER.indexOf(slug) : READING_ORDER.length);
  slugs.sort((a, b) => place(a) - place(b) || a.localeCompare(b));
  return slugs.map((slug) => parseHelpPage(slug, readFileSync(join(folder, `${slug}.md`), "utf8")));
}

/** `# Title`, then `## Sections`; what stands between the title and the first section belongs to no section. */
export function parseHelpPage(slug: string, markdown: string): HelpPage {
  const title = /^# (.+)$/m.exec(markdown)?.[1]?.trim() ?? slug;
  const sections = markdown
    .split(/^## /m)
    .slice(1)
    .map((text) => {
      const end = text.indexOf("\n");
      const heading = text.slice(0, end === -1 ? undefined : end).trim();
      return { slug: sectionSlug(heading), heading, markdown: end === -1 ? "" : text.slice(end).trim() };
    });
  return { slug, title, sections, markdown };
}

const GERMAN_LETTERS: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** The fragment of a section's address: lower-case ASCII words joined by hyphens. */
export function sectionSlug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => GERMAN_LETTERS[letter] ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
