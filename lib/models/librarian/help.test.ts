import { describe, expect, test } from "vitest";
import { listHelpPages, parseHelpPage, readHelpPage, sectionSlug } from "./help.ts";

describe.each(["en", "de"] as const)("the help pages in %s", (language) => {
  test("each has a title and sections that say something, at addresses of their own", () => {
    const pages = listHelpPages(language);
    expect(pages.length).toBeGreaterThanOrEqual(8);
    for (const { title, slug, sections } of pages) {
      expect(title, slug).not.toBe(slug);
      expect(sections.length, slug).toBeGreaterThan(2);
      expect(new Set(sections.map((section) => section.slug)).size, slug).toBe(sections.length);
      for (const section of sections) {
        expect(section.slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
        expect(section.markdown.length, section.heading).toBeGreaterThan(40);
      }
    }
  });

  test.each(["../en/models", "..", "models.md", "", "a/b", "MODELS", "constructor", "getting-started\0"])(
    "%o is no page",
    (slug) => {
      expect(readHelpPage(language, slug)).toBeNull();
    },
  );
});

test("both languages have the same pages with as many sections", () => {
  const shape = (language: "en" | "de") => listHelpPages(language).map(({ slug, sections }) => [slug, sections.length]);
  expect(shape("de")).toEqual(shape("en"));
});

test("pages come in reading order", () => {
  expect(listHelpPages("en")[0]?.slug).toBe("getting-started");
  expect(readHelpPage("de", "models")?.title).toBe("Modelle");
});

test("a page is cut at its second headings", () => {
  const page = parseHelpPage("x", "# T\n\nintro\n\n## One two\nbody\n\n### deeper\n\n## Größe & Maß\nend");
  expect(page.title).toBe("T");
  expect(page.sections).toEqual([
    { slug: "one-two", heading: "One two", markdown: "body\n\n### deeper" },
    { slug: "groesse-mass", heading: "Größe & Maß", markdown: "end" },
  ]);
  expect(sectionSlug("Éé – ?")).toBe("ee");
});
