/** A piece of a document's text: a heading, a paragraph, a list, a table, a piece of code. */
export type Block = {
  text: string;
  /** The headings it stands under, from the outermost on, joined by `headingJoint`; a heading's own text is not in it. */
  heading: string | null;
  /** From 1; null where the format knows no pages. */
  page: number | null;
  isHeading: boolean;
};

export const headingJoint = " › ";

/** What one document may hold. Characters are UTF-16 units. */
export const readingBounds = {
  characters: 5_000_000,
  blocks: 50_000,
  blockCharacters: 20_000,
  headingCharacters: 200,
  headingLevels: 9,
  pages: 5_000,
} as const;

/** The document holds more than `readingBounds` allow. */
export class TooLong extends Error {}

/** The file asks for a password. */
export class Encrypted extends Error {}

/** Collects blocks in the order of reading. Throws {@link TooLong}. */
export class BlockList {
  readonly blocks: Block[] = [];
  readonly #path: { level: number; text: string }[] = [];
  #characters = 0;
  #headingCharacters = 0;

  /** `level` counts from 1. A heading too long for one is taken as a paragraph. */
  heading(level: number, text: string, page: number | null = null): void {
    const line = tidy(text).replace(/\s+/g, " ");
    if (line.length > readingBounds.headingCharacters) this.text(text, page);
    if (line === "" || line.length > readingBounds.headingCharacters) return;
    const depth = Math.min(Math.max(1, level), readingBounds.headingLevels);
    while ((this.#path.at(-1)?.level ?? 0) >= depth) this.#path.pop();
    this.#add(line, page, true);
    // The joint means something in a path, and nothing in a heading.
    this.#path.push({ level: depth, text: line.replaceAll("›", ">") });
  }

  text(text: string, page: number | null = null): void {
    for (const piece of pieces(tidy(text))) this.#add(piece, page, false);
  }

  #add(text: string, page: number | null, isHeading: boolean): void {
    const heading = this.#path.length === 0 ? null : this.#path.map((entry) => entry.text).join(headingJoint);
    this.#characters += text.length;
    this.#headingCharacters += heading?.length ?? 0;
    const { characters, blocks } = readingBounds;
    if (Math.max(this.#characters, this.#headingCharacters) > characters || this.blocks.length >= blocks) {
      throw new TooLong();
    }
    this.blocks.push({ text, heading, page, isHeading });
  }
}

// Characters that are not drawn: control characters, soft hyphens, zero-width spaces, marks that turn the direction
// round, and tags, in which text can be hidden from people but not from a language model.
const UNSEEN = /[[\p{Cc}--[\n\t]]\u00ad\u200b\ufeff\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gv;

/** One form of every letter, no half characters, nothing unseen; line ends are `\n`. */
function tidy(text: string): string {
  const lines = text
    .normalize("NFC")
    .toWellFormed()
    .replace(/\r\n?|[\f\u2028\u2029]/g, "\n")
    .replace(UNSEEN, "")
    .split("\n");
  // Not by a pattern: one that looks for white space at the end reads a long run of it again from each of its characters.
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/^\n+/, "")
    .trimEnd();
}

/** Cuts what is too long for one block, at a line end if there is one, else at a space. */
function* pieces(text: string): Generator<string> {
  const { blockCharacters } = readingBounds;
  let from = 0;
  while (text.length - from > blockCharacters) {
    const half = from + blockCharacters / 2;
    const later = text.slice(half, from + blockCharacters + 1);
    const end = [later.lastIndexOf("\n"), later.lastIndexOf(" ")].find((at) => at >= 0);
    const cut = end === undefined ? wholeCharacter(text, from + blockCharacters) : half + end;
    if (text.slice(from, cut).trim() !== "") yield text.slice(from, cut).trimEnd();
    from = end === undefined ? cut : cut + 1;
  }
  if (text.slice(from).trim() !== "") yield text.slice(from);
}

/** The place itself, or the one before it where it would cut a character in two. */
function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
