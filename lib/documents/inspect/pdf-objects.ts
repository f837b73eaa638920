import { decodeStream } from "./pdf-filters.ts";
import {
  isReference,
  isSpace,
  type PdfDictionary,
  type PdfRead,
  type PdfValue,
  readValue,
  TooLarge,
  TooMuchWork,
  valuesOf,
  type Work,
} from "./pdf-values.ts";

/** Where the value of an object begins; `number` is null where none stands before it. */
type Spot = { bytes: Buffer; at: number; number: number | null };

export type FoundObject = PdfRead & { number: number | null; at: number };

/**
 * All objects of a PDF, found by looking for them and not by its table of references: which of several tables and
 * revisions counts is what readers differ in, so everything that could be taken for an object is one.
 */
export class PdfObjects {
  readonly #whole: Buffer;
  readonly #work: Work;
  readonly #spots = new Map<number, Spot[]>();
  #room: number;

  /** `room`: bytes that may be unpacked from all streams together. */
  constructor(whole: Buffer, work: Work, room: number) {
    this.#whole = whole;
    this.#work = work;
    this.#room = room;
  }

  /** Objects that stand in the file itself. */
  *plain(): Generator<FoundObject> {
    const whole = this.#whole;
    for (let at = whole.indexOf("obj"); at >= 0; at = whole.indexOf("obj", at + 3)) {
      if (isLetter(whole[at - 1])) continue;
      const spot = { bytes: whole, at: at + 3, number: numberBefore(whole, at) };
      this.#keep(spot);
      yield this.#read(spot);
    }
  }

  /** Dictionaries after the word "trailer". */
  *trailers(): Generator<FoundObject> {
    const whole = this.#whole;
    for (let at = whole.indexOf("trailer"); at >= 0; at = whole.indexOf("trailer", at + 7)) {
      yield this.#read({ bytes: whole, at: at + 7, number: null });
    }
  }

  /**
   * Objects packed into a stream (7.5.7): those that its list of offsets names, and those that simply follow each other;
   * none when `worth` finds nothing in the bytes that is worth reading. Null when the stream cannot be unpacked.
   */
  packed(
    dictionary: PdfDictionary,
    streamFrom: number,
    worth: (bytes: Buffer) => boolean,
  ): Iterable<FoundObject> | null {
    const bytes = this.unpack(dictionary, streamFrom);
    return bytes === null ? null : this.#unpacked(dictionary, bytes, worth(bytes));
  }

  *#unpacked(dictionary: PdfDictionary, bytes: Buffer, worth: boolean): Generator<FoundObject> {
    const first = this.resolve(valuesOf(dictionary, "First").at(-1) ?? null).at(-1);
    const list = numbersAtStart(bytes);
    const base = typeof first === "number" ? first : list.end;
    for (let i = 0; i + 1 < list.numbers.length; i += 2) {
      const spot = { bytes, at: base + (list.numbers[i + 1] as number), number: list.numbers[i] as number };
      if (spot.at >= bytes.length) continue;
      this.#keep(spot);
      if (worth) yield this.#read(spot);
    }
    for (let at = list.end; worth && at < bytes.length; ) {
      const found = this.#read({ bytes, at, number: null });
      yield found;
      at = Math.max(found.end, at + 1);
    }
  }

  /** The unpacked bytes of a stream; null when a filter is unknown, or there are two answers to which it is. */
  unpack(dictionary: PdfDictionary, streamFrom: number): Buffer | null {
    let ambiguous = false;
    const single = (value: PdfValue): PdfValue => {
      const candidates = this.resolve(value);
      if (candidates.length > 1) ambiguous = true;
      return candidates.at(-1) ?? null;
    };
    const spend = (work: number) => {
      this.#work.left -= work;
      if (this.#work.left < 0) throw new TooMuchWork();
    };
    const bounds = { room: this.#room, spend };
    const bytes = decodeStream(dictionary, this.#data(dictionary, streamFrom), bounds, single);
    if (bytes !== null && valuesOf(dictionary, "Filter", "F").length > 0) this.#room -= bytes.length;
    if (this.#room < 0) throw new TooLarge();
    return ambiguous ? null : bytes;
  }

  /** Everything that a value can stand for: itself, or each object of the number that it refers to. */
  resolve(value: PdfValue, seen = new Set<number>()): PdfValue[] {
    if (!isReference(value)) return [value];
    if (seen.has(value.object)) return [];
    seen.add(value.object);
    return this.at(value.object).flatMap((found) => this.resolve(found.value, seen));
  }

  /** What begins at a place of the file that an object was found at. */
  again(at: number): FoundObject {
    return this.#read({ bytes: this.#whole, at, number: null });
  }

  /** The objects of a number, of all revisions. */
  at(number: number): FoundObject[] {
    return (this.#spots.get(number) ?? []).map((spot) => this.#read(spot));
  }

  #keep(spot: Spot): void {
    if (spot.number === null) return;
    const others = this.#spots.get(spot.number);
    if (others === undefined) this.#spots.set(spot.number, [spot]);
    else others.push(spot);
  }

  #read({ bytes, at, number }: Spot): FoundObject {
    return { ...readValue(bytes, at, this.#work), number, at };
  }

  /**
   * From the start of a stream to where it may end at the latest. Packed data ends by itself; for other data the word
   * "endstream" and the length given may both lie, so the later counts.
   */
  #data(dictionary: PdfDictionary, from: number): Buffer {
    const filters = valuesOf(dictionary, "Filter", "F").length > 0;
    const word = this.#whole.indexOf("endstream", from);
    const lengths = valuesOf(dictionary, "Length").flatMap((value) => this.resolve(value));
    const ends = lengths.map((length) => (typeof length === "number" ? from + length : 0));
    return this.#whole.subarray(from, filters || word < 0 ? undefined : Math.max(word, ...ends));
  }
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}

/** The object's number in "12 0 obj", `at` being where "obj" begins. */
function numberBefore(bytes: Buffer, at: number): number | null {
  const generation = digitsBefore(bytes, at);
  const number = generation === null ? null : digitsBefore(bytes, generation.from);
  return number === null ? null : number.value;
}

function digitsBefore(bytes: Buffer, at: number): { value: number; from: number } | null {
  let end = at;
  while (at - end < 64 && isSpace(bytes[end - 1])) end--;
  let from = end;
  while (end - from < 10 && isDigit(bytes[from - 1])) from--;
  return from === end ? null : { value: Number(bytes.toString("latin1", from, end)), from };
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

function numbersAtStart(bytes: Buffer): { numbers: number[]; end: number } {
  const numbers: number[] = [];
  let at = 0;
  for (;;) {
    while (isSpace(bytes[at])) at++;
    const from = at;
    while (isDigit(bytes[at])) at++;
    if (from === at) return { numbers, end: at };
    numbers.push(Number(bytes.toString("latin1", from, at)));
  }
}
