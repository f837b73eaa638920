import { Hooks, Lexer, type Links, type MarkedOptions, type Token, Tokenizer, type TokensList } from "marked";
import { blockMath, inlineMath, maskMath } from "./math-syntax.ts";

/** `[label]: target` lines by label, as marked keeps them. */
export type Definitions = Links;

/** A marker such as `[1]` or `[1, 2]`; whether it is a citation is decided where it is drawn. */
export type CitationToken = { type: "citation"; raw: string; numbers: number[] };

// Bounds on what a hostile text may cost. Prose stays far below each; past one, the text is shown as it was written.
const MAX_BLOCK_DEPTH = 10; // marked's work on quotes within quotes doubles with each level
const MAX_INLINE_DEPTH = 24;
const MAX_INLINE_WORK = 16_000_000; // delimiters × characters, the worst case of marked's inline rules
const MAX_TABLE_CELLS = 50_000; // rows are padded to the header, so 200 KB of text could ask for a billion cells
const MAX_REFERENCE_BYTES = 200_000; // one long definition, referred to a thousand times

const MAX_URL = 2_100;
const MAX_TEXT = 4_096;
const TOO_MANY_MARKERS = /^(?:[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])(?=[ \t]))){11}/;

class TooCostly extends Error {}

const { gfm } = Lexer.rules.block;
const tableTail = gfm.table.source.slice(gfm.table.source.indexOf("(?:\\n((?:(?! *\\n"));
/** A formula of its own, as `blockMath` reads it. */
const formula = String.raw` {0,3}(?:\$\$(?!\s*\$)[^$]{1,2000}\$\$|\\\[(?!\s*\\\])[^\\]*(?:\\(?![[\]])[^\\]*){0,500}\\\])[ \t]*(?:\n|$)|`;
/** Two changes: looking ahead for a table reads two lines and not the whole table; a formula ends a paragraph. */
const paragraphRule = new RegExp(
  gfm.paragraph.source.replace(tableTail, "(?:\\n|$)").replace("\\n(?!", () => `\\n(?!${formula}`),
);

function columns(line: string): number {
  const cells = line.replace(/\\\|/g, "").trim().replace(/^\|/, "").replace(/\|$/, "");
  return cells.split("|").length;
}

function firstLines(text: string, count: number): string {
  let end = -1;
  for (let lines = 0; lines < count; lines++) {
    end = text.indexOf("\n", end + 1);
    if (end === -1) return text;
  }
  return text.slice(0, end + 1);
}

class BoundedTokenizer extends Tokenizer {
  private readonly hasDollars: boolean;
  private depth = 0;
  /** Characters of nested text that may still be read. */
  private budget: number;
  /** Whether a list or quote is asked for by the lexer, and not by a quote that reads its own end again. */
  private byLexer = false;
  private referenceBytes = 0;
  /** From how many characters before the end to how many there is no setext underline; set anew per nested text. */
  private plainFrom = -1;
  private plainTo = 0;

  constructor(text: string) {
    super();
    this.hasDollars = text.includes("$");
    this.budget = 20_000 + 16 * text.length;
  }

  /** Runs one pass of the lexer over `src`. */
  pass<T>(src: string, read: () => T): T {
    this.spend(src);
    const { byLexer, plainFrom, plainTo } = this;
    this.byLexer = true;
    this.plainFrom = -1;
    const result = read();
    Object.assign(this, { byLexer, plainFrom, plainTo });
    return result;
  }

  private spend(src: string): void {
    this.budget -= src.length;
    if (this.budget < 0) throw new TooCostly();
  }

  private nested<T>(read: () => T): T | undefined {
    if (this.depth >= MAX_BLOCK_DEPTH) return undefined;
    const { byLexer } = this;
    this.byLexer = false;
    this.depth++;
    try {
      return read();
    } finally {
      this.depth--;
      this.byLexer = byLexer;
    }
  }

  override blockquote(src: string) {
    const quoted = this.rules.block.blockquote.exec(src)?.[0];
    if (quoted === undefined) return undefined;
    this.spend(quoted); // All of it is read, however little becomes part of the quote.
    return this.nested(() => super.blockquote(quoted));
  }

  override list(src: string) {
    if (TOO_MANY_MARKERS.test(src)) return undefined;
    if (!this.byLexer) this.spend(src);
    return this.nested(() => super.list(src));
  }

  override table(src: string) {
    const headerEnd = src.indexOf("\n");
    if (headerEnd === -1) return undefined;
    const delimiterEnd = src.indexOf("\n", headerEnd + 1);
    const delimiter = src.slice(headerEnd + 1, delimiterEnd === -1 ? undefined : delimiterEnd);
    if (!/^ {0,3}[|:-][|: -]*$/.test(delimiter)) return undefined;
    const width = columns(delimiter);
    if (width !== columns(src.slice(0, headerEnd))) return undefined;
    // A cell that is written takes two characters, so more than that are padding.
    const cells = Math.min(MAX_TABLE_CELLS, Math.max(1_000, src.length / 2));
    return super.table(firstLines(src, 2 + Math.floor(cells / width)));
  }

  // In a list, marked asks this of every line, and each time reads on to the end of the paragraph.
  override lheading(src: string) {
    if (src.length <= this.plainFrom && src.length > this.plainTo) return undefined;
    const end = /\n[ \t]*\n|\n {0,3}(?:=+|-+)[ \t]*(?:\n|$)/.exec(src);
    if (end !== null && /[=-]/.test(end[0])) return super.lheading(src);
    this.plainFrom = src.length;
    this.plainTo = end === null ? 0 : src.length - end.index;
    return undefined;
  }

  override reflink(src: string, links: Links) {
    const link = super.reflink(src, links);
    if (link && link.type !== "text") {
      this.referenceBytes += link.href.length;
      if (this.referenceBytes > MAX_REFERENCE_BYTES) throw new TooCostly();
    }
    return link;
  }

  // Text must stop where a formula may start. marked's own hook for that asks once more at every piece of text.
  override inlineText(src: string) {
    const piece = src.length > MAX_TEXT ? src.slice(0, MAX_TEXT) : src;
    const dollar = this.hasDollars ? piece.indexOf("$", 1) : -1;
    return super.inlineText(dollar === -1 ? piece : piece.slice(0, dollar));
  }

  override url(src: string) {
    return super.url(src.length > MAX_URL ? src.slice(0, MAX_URL) : src);
  }
}

class BoundedLexer extends Lexer {
  private readonly bounded: BoundedTokenizer;
  private inlineWork = 0;
  private inlineDepth = 0;

  constructor(options: MarkedOptions & { tokenizer: BoundedTokenizer }) {
    super(options);
    this.bounded = options.tokenizer;
    const { rules } = this.bounded;
    this.bounded.rules = { ...rules, block: { ...rules.block, paragraph: paragraphRule } };
  }

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped?: boolean): Token[] {
    return this.bounded.pass(src, () => super.blockTokens(src, tokens, lastParagraphClipped));
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    const delimiters = (src.match(/\*+|_+|~+|\[/g)?.length ?? 0) + (src.match(/[`<\\!$@]|www/g)?.length ?? 0) / 8;
    const work = delimiters * src.length;
    if (this.inlineDepth >= MAX_INLINE_DEPTH || this.inlineWork + work > MAX_INLINE_WORK) {
      tokens.push({ type: "text", raw: src, text: src });
      return tokens;
    }
    this.inlineWork += work;
    this.inlineDepth++;
    try {
      return super.inlineTokens(src, tokens);
    } finally {
      this.inlineDepth--;
    }
  }
}

class MathHooks extends Hooks {
  override emStrongMask = maskMath;
}

const CITATION = /^\[(\d{1,2}(?:, ?\d{1,2}){0,9})\](?!\()/;

const extensions: NonNullable<MarkedOptions["extensions"]> = {
  renderers: {},
  childTokens: {},
  block: [blockMath],
  inline: [
    inlineMath,
    function citation(src): CitationToken | undefined {
      if (src.charCodeAt(0) !== 0x5b || this.lexer.state.inLink) return undefined;
      const match = CITATION.exec(src);
      return match?.[1] === undefined
        ? undefined
        : { type: "citation", raw: match[0], numbers: match[1].split(",").map(Number) };
    },
  ],
};

type Lexed = { tokens: Token[]; definitions: Definitions };

/**
 * GitHub-flavoured Markdown plus formulas and citation markers, as marked's tokens.
 * `text` has `\n` line ends. `definitions` are link targets known from elsewhere in the same document.
 * Null when the text would cost too much (see the bounds above): show it as it is.
 */
export function lex(text: string, given: { breaks: boolean; definitions?: Definitions }): Lexed | null {
  const lexer = new BoundedLexer({
    gfm: true,
    breaks: given.breaks,
    tokenizer: new BoundedTokenizer(text),
    extensions,
    hooks: text.includes("$") ? new MathHooks() : null,
  });
  Object.assign(lexer.tokens.links, given.definitions);
  try {
    const tokens = lexer.lex(text);
    return { tokens, definitions: tokens.links };
  } catch {
    // TooCostly, an exhausted stack, or a case marked stumbles over: none may take the page down.
    return null;
  }
}
