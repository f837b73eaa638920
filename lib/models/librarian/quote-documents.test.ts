import { describe, expect, test } from "vitest";
import type { Grounding, Passage } from "../stream.ts";
import { composeAnswer } from "./compose-answer.ts";
import { literal } from "./literal.ts";

const none = { count: 0, names: [] };
const passage = (document: string, quote: string, score = 1): Passage => ({
  ...{ document, page: 4, heading: null, text: `Before. ${quote} After.`, score },
  source: { id: "", title: `${document}, p. 4`, href: `/documents/${document}?passage=0#p-0`, quote },
});
const grounded = (of: Partial<Grounding>): Grounding => ({
  ...{ from: "documents", passages: [], searched: { count: 2, names: ["travel.pdf", "faq.md"] } },
  ...{ reading: none, unreadable: none, withheld: none, ...of },
});

test("the best passages are quoted word for word, each with its citation, and where they stand is said", () => {
  const passages = [
    passage("travel.pdf", "Up to 120 €."),
    passage("faq.md", "With consent\nmore.", 0.8),
    passage("x.md", "Far off.", 0.3),
  ];
  const { text, sources } = composeAnswer("What may a hotel cost?", "en", grounded({ passages }));
  expect(text).toMatch(/^These passages of the documents in this conversation fit your question:\n\n/);
  expect(text).toContain(
    "**travel.pdf, p. 4** [1]\n\n> Up to 120 €.\n\n**faq.md, p. 4** [2]\n\n> With consent\n> more.\n",
  );
  expect(sources).toEqual(passages.slice(0, 2).map(({ source }, at) => ({ ...source, id: String(at + 1) })));
  expect(text).not.toContain("Far off");
  const library = composeAnswer("x", "de", grounded({ passages, from: "library" })).text;
  expect(library).toMatch(/^Diese Stellen aus Ihrer Bibliothek passen zur Frage:/);
});

describe("when nothing in the documents fits", () => {
  test("it says so and names what it looked in", () => {
    const { text, sources } = composeAnswer("capital of France", "en", grounded({}));
    expect(text).toMatch(
      /^I found nothing about that in \*\*travel.pdf\*\* and \*\*faq.md\*\*\.\n\nThe help pages say nothing/,
    );
    expect(sources).toEqual([]);
    const many = grounded({ searched: { count: 9, names: ["a.md", "b.md"] } });
    expect(composeAnswer("capital of France", "de", many).text).toMatch(
      /^Dazu steht nichts in \*\*a.md\*\*, \*\*b.md\*\* und 7 weitere\./,
    );
    const library = grounded({ from: "library", searched: { count: 9, names: ["a.md"] } });
    expect(composeAnswer("capital of France", "en", library).text).toMatch(
      /^I found nothing about that in your library \(9 documents\)\./,
    );
  });

  test("the help pages come second, plainly as such", () => {
    const { text, sources } = composeAnswer("How do I stop a reply?", "en", grounded({}));
    expect(text).toMatch(/^I found nothing about that in .*\n\nIn the help pages I found:\n\n\*\*/);
    expect(sources[0]?.href).toMatch(/^\/help\//);
  });

  test.each([
    [{ searched: none, reading: { count: 1, names: ["new.pdf"] } }, /^\*\*new.pdf\*\* is still being read/],
    [
      { searched: none, reading: { count: 2, names: ["a.pdf", "b.pdf"] } },
      /^\*\*a.pdf\*\* and \*\*b.pdf\*\* are still/,
    ],
    [
      { searched: none, unreadable: { count: 1, names: ["scan.pdf"] } },
      /^Nothing could be read out of \*\*scan.pdf\*\*/,
    ],
    [{ searched: none, from: "library" }, /^Your library holds no documents/],
    [{ searched: none, from: "gone" }, /^The documents that earlier replies quote do not belong/],
  ] satisfies [Partial<Grounding>, RegExp][])("%j is said", (of, sentence) => {
    expect(composeAnswer("capital of France", "en", grounded(of)).text).toMatch(sentence);
  });
});

test("what is still being read is said beside what was found", () => {
  const of = { passages: [passage("travel.pdf", "Up to 120 €.")], reading: { count: 1, names: ["new.pdf"] } };
  expect(composeAnswer("x", "en", grounded(of)).text).toContain("\n\n**new.pdf** is still being read");
});

test("ordinary sentences are literally themselves", () => {
  const plain = "Up to 120 € (net) a night; see § 4.2, snake_case, a-b, 50 % & more: yes!";
  expect(literal(plain)).toBe(plain);
});
