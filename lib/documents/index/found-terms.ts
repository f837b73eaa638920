import { readPostings } from "./postings.ts";
import type { Way } from "./ways.ts";

/** What the table says of one term: for each document its id (16 bytes), the bytes of its postings (4), and these. */
export type TermPostings = { term: string; entries: Buffer };

/** Passages by their places in `FoundTerms`, and how often each has what was looked for. */
export type Places = { places: readonly number[]; counts: readonly number[] };

const ID_BYTES = 16;
const LENGTH_BYTES = 4;
const NOWHERE: Places = { places: [], counts: [] };

/** All passages that hold a term of the question, numbered, and which of them hold which term. */
export class FoundTerms {
  readonly lengths: number[] = [];
  readonly #passages: { documentId: Buffer; ordinal: number }[] = [];
  readonly #documents = new Map<string, { id: Buffer; places: number[] }>();
  readonly #terms: ReadonlyMap<string, Places>;

  constructor(rows: readonly TermPostings[]) {
    this.#terms = new Map(rows.map(({ term, entries }) => [term, this.#read(entries)]));
  }

  /** Where a passage stands: the id of its document, and its ordinal there. */
  passage(place: number): { documentId: string; ordinal: number } {
    const { documentId, ordinal } = this.#passages[place] as { documentId: Buffer; ordinal: number };
    return { documentId: uuidOf(documentId), ordinal };
  }

  /** The passages that speak of something in this way. */
  find({ groups }: Way): Places {
    const [first = [], ...others] = groups;
    const known = first.filter((term) => this.#terms.has(term));
    if (others.length === 0 && known.length < 2) return this.#terms.get(known[0] ?? "") ?? NOWHERE;
    let common = this.#together(known, null);
    for (const group of others) if (common.size > 0) common = this.#together(group, common);
    return { places: [...common.keys()], counts: [...common.values()] };
  }

  /** The places that hold a term of the group and are among `those`, with the smaller of both counts. */
  #together(group: readonly string[], those: ReadonlyMap<number, number> | null): Map<number, number> {
    const mine = new Map<number, number>();
    for (const term of group) {
      const { places, counts } = this.#terms.get(term) ?? NOWHERE;
      places.forEach((place, at) => {
        const other = those === null ? Number.POSITIVE_INFINITY : those.get(place);
        if (other !== undefined) mine.set(place, Math.max(mine.get(place) ?? 0, Math.min(other, counts[at] as number)));
      });
    }
    return mine;
  }

  #read(entries: Buffer): Places {
    const places: number[] = [];
    const counts: number[] = [];
    for (let at = 0; at < entries.length; ) {
      const document = this.#document(entries, at);
      const from = at + ID_BYTES + LENGTH_BYTES;
      at = from + entries.readUInt32BE(from - LENGTH_BYTES);
      readPostings(entries.subarray(from, at), (ordinal, count, length) => {
        let place = document.places[ordinal];
        if (place === undefined) {
          place = this.lengths.push(length) - 1;
          document.places[ordinal] = place;
          this.#passages.push({ documentId: document.id, ordinal });
        }
        places.push(place);
        counts.push(count);
      });
    }
    return { places, counts };
  }

  #document(entries: Buffer, at: number): { id: Buffer; places: number[] } {
    const key = entries.toString("latin1", at, at + ID_BYTES);
    let document = this.#documents.get(key);
    if (document === undefined) {
      document = { id: entries.subarray(at, at + ID_BYTES), places: [] };
      this.#documents.set(key, document);
    }
    return document;
  }
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
