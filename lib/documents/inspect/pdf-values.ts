/**
 * The values of ISO 32000-1, 7.3, as far as looking for active content needs them: what a string says does not matter,
 * and of a dictionary every entry is kept, since readers differ in which of two of the same name they take.
 */
export type PdfValue = number | PdfName | PdfReference | PdfValue[] | PdfDictionary | null;
export type PdfName = { name: string };
export type PdfReference = { object: number };
export type PdfDictionary = { entries: [key: string, value: PdfValue][] };

/** What ended the reading of a value: the word "stream" has data after it. */
export type PdfRead = { value: PdfValue; end: number; streamFrom: number | null };

/** Work is counted in bytes looked at, so that no file keeps the checks busy for long. */
export type Work = { left: number };

/** The work allowed was used up. */
export class TooMuchWork extends Error {}

/** More came out of the streams of a file than may be unpacked. */
export class TooLarge extends Error {}

/** Nested deeper than anything that a program writes. */
export class TooDeep extends Error {}

const DEEPEST = 200;
/** Values in one value: more would need more memory than the worker has. */
const MOST_ITEMS = 1_000_000;
/** Bytes; what beginning to read costs, however little is read. */
const LEAST_COST = 64;

// Where one of these stands an object is over, whatever is still open; so each object is read once, not once for each
// object that it pretends to be nested in.
const ENDS = new Set(["obj", "endobj", "endstream", "xref", "trailer", "startxref"]);

const SPACE = 1;
const DELIMITER = 2;
const classes = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) classes[byte] = SPACE;
for (const character of "()<>[]{}/%") classes[character.charCodeAt(0)] = DELIMITER;

export const isSpace = (byte: number | undefined) => byte !== undefined && classes[byte] === SPACE;

/** Reads the value that begins at `from`. Throws {@link TooMuchWork}, {@link TooDeep}. */
export function readValue(bytes: Buffer, from: number, work: Work): PdfRead {
  const reader = new Reader(bytes, from, work);
  try {
    return reader.read();
  } finally {
    work.left -= Math.max(LEAST_COST, reader.at - from);
  }
}

type Frame = { dictionary: boolean; items: PdfValue[] };

class Reader {
  readonly #bytes: Buffer;
  readonly #last: number;
  at: number;

  constructor(bytes: Buffer, from: number, work: Work) {
    this.#bytes = bytes;
    this.at = from;
    this.#last = from + work.left;
  }

  read(): PdfRead {
    const frames: Frame[] = [{ dictionary: false, items: [] }];
    const top = () => frames.at(-1) as Frame;
    const close = () => {
      const done = frames.pop() as Frame;
      top().items.push(done.dictionary ? pair(done.items) : done.items);
    };
    let streamFrom: number | null = null;
    let items = 0;
    for (;;) {
      const complete = frames.length === 1 && frames[0]?.items.length !== 0;
      this.#skipSpace();
      if (this.at > this.#last || items++ > MOST_ITEMS) throw new TooMuchWork();
      const byte = this.#bytes[this.at];
      if (byte === undefined) break;
      if (classes[byte] !== DELIMITER) {
        const word = this.#word();
        if (word === "stream") streamFrom = this.#afterLineEnd();
        if (word === "stream" || ENDS.has(word)) break;
        const wasReference = word === "R" && refer(top().items);
        if (!wasReference && complete && !/^[\d.+-]/.test(word)) break; // two numbers before may still be a reference
        if (!wasReference) top().items.push(simple(word));
        if (frames.length === 1 && top().items.length > 2) break;
        continue;
      }
      if (complete) break;
      this.at++;
      if (byte === 0x2f) top().items.push({ name: this.#name() });
      else if (byte === 0x28) top().items.push(this.#literal());
      else if (byte === 0x5b) frames.push({ dictionary: false, items: [] });
      else if (byte === 0x3c && this.#bytes[this.at] === 0x3c) {
        this.at++;
        frames.push({ dictionary: true, items: [] });
      } else if (byte === 0x3c) top().items.push(this.#hexadecimal());
      else if (byte === 0x3e || byte === 0x5d) {
        if (byte === 0x3e && this.#bytes[this.at] === 0x3e) this.at++;
        if (frames.length > 1) close();
      }
      if (frames.length > DEEPEST) throw new TooDeep();
    }
    while (frames.length > 1) close(); // cut off: what came is looked at all the same
    return { value: top().items[0] ?? null, end: this.at, streamFrom };
  }

  #skipSpace(): void {
    for (;;) {
      const byte = this.#bytes[this.at];
      if (byte === 0x25) {
        while (this.at < this.#bytes.length && this.#bytes[this.at] !== 10 && this.#bytes[this.at] !== 13) this.at++;
      } else if (isSpace(byte)) this.at++;
      else return;
    }
  }

  #regularEnd(): number {
    let end = this.at;
    while (end < this.#bytes.length && classes[this.#bytes[end] as number] === 0) end++;
    return end;
  }

  #word(): string {
    const end = this.#regularEnd();
    const word = this.#bytes.toString("latin1", this.at, Math.min(end, this.at + 40));
    this.at = end;
    return word;
  }

  /** 7.3.5: `#` and two digits stand for any character, so that /J#61vaScript is /JavaScript. */
  #name(): string {
    const end = this.#regularEnd();
    const raw = this.#bytes.toString("latin1", this.at, Math.min(end, this.at + 400));
    this.at = end;
    if (!raw.includes("#")) return raw;
    return raw.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }

  #literal(): null {
    for (let depth = 1; depth > 0 && this.at < this.#bytes.length; this.at++) {
      const byte = this.#bytes[this.at];
      if (byte === 0x5c) this.at++;
      else if (byte === 0x28) depth++;
      else if (byte === 0x29) depth--;
    }
    return null;
  }

  #hexadecimal(): null {
    while (this.at < this.#bytes.length && this.#bytes[this.at] !== 0x3e) this.at++;
    this.at++;
    return null;
  }

  #afterLineEnd(): number {
    if (this.#bytes[this.at] === 13) return this.#bytes[this.at + 1] === 10 ? this.at + 2 : this.at + 1;
    return this.#bytes[this.at] === 10 ? this.at + 1 : this.at;
  }
}

function simple(word: string): PdfValue {
  const number = Number.parseFloat(word);
  return Number.isNaN(number) ? null : number;
}

/** Makes "12 0 R" of the last two numbers. */
function refer(items: PdfValue[]): boolean {
  const [object, generation] = items.slice(-2);
  if (typeof object !== "number" || typeof generation !== "number") return false;
  items.splice(-2, 2, { object });
  return true;
}

/** Keys are names; what stands where a key should be and is none is left out, as readers do. */
function pair(items: readonly PdfValue[]): PdfDictionary {
  const entries: [string, PdfValue][] = [];
  for (let i = 0; i < items.length; i++) {
    const key = items[i];
    if (isName(key)) entries.push([key.name, items[++i] ?? null]);
  }
  return { entries };
}

export function isName(value: PdfValue | undefined): value is PdfName {
  return typeof value === "object" && value !== null && "name" in value;
}

export function isReference(value: PdfValue | undefined): value is PdfReference {
  return typeof value === "object" && value !== null && "object" in value;
}

export function isDictionary(value: PdfValue | undefined): value is PdfDictionary {
  return typeof value === "object" && value !== null && "entries" in value && !Array.isArray(value);
}

/** All values that a dictionary gives a key. */
export function valuesOf(dictionary: PdfDictionary, ...keys: string[]): PdfValue[] {
  return dictionary.entries.filter(([key]) => keys.includes(key)).map(([, value]) => value);
}
