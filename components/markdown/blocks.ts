import type { Token } from "marked";
import { completeTail } from "./complete-tail.ts";
import { type Definitions, lex } from "./lexer.ts";

/** Longer texts are shown as they are: nobody reads them, and laying them out is what would freeze the page. */
const MAX_LENGTH = 200_000;

/** Stands for a text that is shown as it was written. */
export type PlainToken = { type: "plain"; raw: string; text: string };

/**
 * One top-level construct. The same object is given back as long as its text stays the same,
 * so a component that is memoised on it is not drawn again.
 */
export type Block = {
  /** Offset of its text in the document: stays the same while text is appended. */
  readonly start: number;
  readonly raw: string;
  readonly token: Token;
  /** Its code is still arriving. */
  readonly open: boolean;
};

/** Reading a delta may take this long (milliseconds); a slower text is read less often. */
const AFFORDABLE = 4;
const LONGEST_PAUSE = 2_000;

// Of what is still arriving, the last two blocks may yet turn out to be one ("text\n#" and then "#tag").
const UNSETTLED = 2;

function plain(text: string): Token {
  return { type: "plain", raw: text, text } satisfies PlainToken;
}

/**
 * Splits a growing text into blocks, reading only its unsettled end again.
 * One instance per shown message; a text that does not continue the last one starts it over.
 */
export class BlockReader {
  private readonly breaks: boolean;
  private readonly now: () => number;
  private text = "";
  private streaming: boolean | null = null;
  private settled: Block[] = [];
  private settledEnd = 0;
  private definitions: Definitions = {};
  private blocks: readonly Block[] = [];
  private nextReadAt = 0;
  private behind = false;

  constructor(breaks: boolean, now: () => number = () => performance.now()) {
    this.breaks = breaks;
    this.now = now;
  }

  /**
   * The blocks of `written`; with `streaming`, its end is completed for display.
   * One list or table of 100 KB takes 50 ms to read: such a text is read about every half second while it grows,
   * and in between the blocks are those of before (see {@link dueIn}). A finished text is always read.
   */
  read(written: string, streaming: boolean): readonly Block[] {
    const text = written.includes("\r") ? written.replace(/\r\n?/g, "\n") : written;
    this.behind = false;
    if (text === this.text && streaming === this.streaming) return this.blocks;
    const start = this.now();
    if (streaming && this.streaming && start < this.nextReadAt && text.startsWith(this.text)) {
      this.behind = true;
      return this.blocks;
    }
    if (text.length > MAX_LENGTH) {
      this.forget();
      this.blocks = [{ start: 0, raw: text, token: plain(text), open: false }];
    } else if (streaming) {
      this.blocks = this.readTail(text);
    } else {
      // A finished text is read as a whole, exactly as it will be after a reload.
      const previous = this.blocks;
      this.forget();
      const lexed = lex(text, { breaks: this.breaks });
      this.blocks = reuse(previous, toBlocks(lexed?.tokens ?? [plain(text)], 0, false), lexed?.definitions ?? {});
    }
    this.text = text;
    this.streaming = streaming;
    const end = this.now();
    const cost = end - start;
    this.nextReadAt = cost > AFFORDABLE ? end + Math.min(8 * cost, LONGEST_PAUSE) : 0;
    return this.blocks;
  }

  /** Milliseconds until what the last `read` left out is worth reading; null when it left out nothing. */
  dueIn(): number | null {
    return this.behind ? Math.max(0, this.nextReadAt - this.now()) : null;
  }

  private forget(): void {
    this.settled = [];
    this.settledEnd = 0;
    this.definitions = {};
  }

  private readTail(text: string): readonly Block[] {
    if (!text.startsWith(this.text)) {
      this.forget();
      this.blocks = [];
    }
    const { text: shown, inCode } = completeTail(text.slice(this.settledEnd));
    const lexed = lex(shown, { breaks: this.breaks, definitions: this.definitions });
    const tokens = lexed?.tokens ?? [plain(shown)];
    const previous = this.blocks.slice(this.settled.length);
    const tail = reuse(previous, toBlocks(tokens, this.settledEnd, inCode), {});
    this.settle(text, tokens, tail);
    return [...this.settled, ...tail.filter((block) => block.start >= this.settledEnd)];
  }

  private settle(text: string, tokens: readonly Token[], tail: readonly Block[]): void {
    const keep = tail.at(-UNSETTLED);
    if (tail.length <= UNSETTLED || keep === undefined || keep.start <= this.settledEnd) return;
    const added: string[] = [];
    let end = this.settledEnd;
    for (const token of tokens) {
      if (end >= keep.start) break;
      // Should marked's account of the text ever differ from the text, nothing is settled by it.
      if (!text.startsWith(token.raw, end)) return;
      end += token.raw.length;
      if (token.type === "def" && !Object.hasOwn(this.definitions, token.tag)) {
        this.definitions = { ...this.definitions, [token.tag]: { href: token.href, title: token.title } };
        added.push(token.tag);
      }
    }
    for (const block of tail) if (block.start < keep.start) this.settled.push(block);
    this.settledEnd = keep.start;
    if (added.length > 0) this.settled = this.settled.map((block) => this.withDefinitions(block, added));
  }

  /** Reads a settled block again when it may use a definition that came after it. */
  private withDefinitions(block: Block, added: readonly string[]): Block {
    if (!mentions(block.raw, added)) return block;
    const token = lex(block.raw, { breaks: this.breaks, definitions: this.definitions })?.tokens[0];
    return token === undefined ? block : { ...block, token };
  }
}

function toBlocks(tokens: readonly Token[], offset: number, inCode: boolean): Block[] {
  const blocks: Block[] = [];
  let start = offset;
  for (const token of tokens) {
    if (token.type !== "space") blocks.push({ start, raw: token.raw, token, open: false });
    start += token.raw.length;
  }
  const last = blocks.at(-1);
  if (inCode && last !== undefined) blocks[blocks.length - 1] = { ...last, open: true };
  return blocks;
}

function mentions(raw: string, labels: readonly string[]): boolean {
  if (!raw.includes("]")) return false;
  const folded = raw.replace(/\s+/g, " ").toLowerCase();
  return labels.some((label) => folded.includes(`[${label}]`));
}

/** `next`, with every block that says the same as before replaced by the object from before. */
function reuse(previous: readonly Block[], next: Block[], definitions: Definitions): Block[] {
  const known = new Map(previous.map((block) => [block.start, block]));
  const labels = Object.keys(definitions);
  return next.map((block) => {
    const old = known.get(block.start);
    const same =
      old?.raw === block.raw &&
      old.open === block.open &&
      old.token.type === block.token.type &&
      (labels.length === 0 || !mentions(block.raw, labels));
    return same ? old : block;
  });
}
