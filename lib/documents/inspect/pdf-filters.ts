import { constants, inflateRawSync } from "node:zlib";
import { isDictionary, isName, type PdfDictionary, type PdfValue, TooLarge, valuesOf } from "./pdf-values.ts";

/** How much may come out, and what counts the tries. */
export type Bounds = { room: number; spend: (work: number) => void };

type Decode = (data: Buffer, bounds: Bounds, parameters: Parameters) => Buffer;

/** A number among the parameters of a filter. */
type Parameters = (key: string, otherwise: number) => number;

const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ["FlateDecode", inflate],
  ["Fl", inflate],
  ["LZWDecode", decodeLzw],
  ["LZW", decodeLzw],
  ["ASCIIHexDecode", decodeHexadecimal],
  ["AHx", decodeHexadecimal],
  ["ASCII85Decode", decodeBase85],
  ["A85", decodeBase85],
  ["RunLengthDecode", decodeRuns],
  ["RL", decodeRuns],
  ["Crypt", (data) => data], // only Identity is possible in a file that is not encrypted
]);

/**
 * Unpacks a stream (ISO 32000-1, 7.4) as far as it goes: readers show what came before a fault, so faults do not hide
 * anything here either. `resolve` answers what a reference stands for. Null for a filter that is not known here. Throws
 * {@link TooLarge}.
 */
export function decodeStream(
  dictionary: PdfDictionary,
  data: Buffer,
  bounds: Bounds,
  resolve: (value: PdfValue) => PdfValue,
): Buffer | null {
  const list = (value: PdfValue | undefined) => {
    const resolved = resolve(value ?? null);
    return Array.isArray(resolved) ? resolved.map(resolve) : resolved === null ? [] : [resolved];
  };
  const filters = list(valuesOf(dictionary, "Filter", "F").at(-1));
  const parameters = list(valuesOf(dictionary, "DecodeParms", "DP").at(-1)).map(
    (given): Parameters =>
      (key, otherwise) => {
        const value = isDictionary(given) ? resolve(valuesOf(given, key).at(-1) ?? null) : null;
        return typeof value === "number" && value >= 0 && value < 1_000_000 ? Math.floor(value) : otherwise;
      },
  );
  let decoded = data;
  for (const [i, filter] of filters.entries()) {
    const decode = isName(filter) ? DECODERS.get(filter.name) : undefined;
    if (decode === undefined) return null;
    const parameter = parameters[i] ?? ((_, otherwise) => otherwise);
    decoded = unpredict(decode(decoded, bounds, parameter), parameter);
    if (decoded.length > bounds.room) break;
  }
  return decoded;
}

/** What beginning to unpack costs, in bytes looked at. */
const TRY_COST = 16 * 1024;

/** Without the header, and so without its checksum. Some readers do not even ask for the header. */
function inflate(data: Buffer, bounds: Bounds): Buffer {
  const header = data.length >= 2 ? data.readUInt16BE(0) : 0;
  return inflateFrom(header % 31 === 0 && ((header >> 8) & 0x0f) === 8 ? data.subarray(2) : data, bounds);
}

/** What comes out before the fault. The library gives nothing of what it was given at once, so the place is searched. */
function inflateFrom(data: Buffer, bounds: Bounds): Buffer {
  const all = inflateUnlessFaulty(data, bounds);
  if (all !== null) return all;
  let good = 0;
  let faulty = data.length;
  while (faulty - good > 1) {
    const middle = (good + faulty) >> 1;
    if (inflateUnlessFaulty(data.subarray(0, middle), bounds) === null) faulty = middle;
    else good = middle;
  }
  return inflateUnlessFaulty(data.subarray(0, good), bounds) ?? Buffer.alloc(0);
}

/** What the data unpacks to, also when it ends too early; null when there is a fault in it. */
function inflateUnlessFaulty(data: Buffer, { room, spend }: Bounds): Buffer | null {
  if (data.length === 0) return Buffer.alloc(0);
  spend(TRY_COST);
  try {
    return inflateRawSync(data, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: room + 1 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw new TooLarge();
    return null;
  }
}

function decodeHexadecimal(data: Buffer): Buffer {
  const end = data.indexOf(">");
  const digits = data.toString("latin1", 0, end < 0 ? data.length : end).replace(/[^0-9a-f]/gi, "");
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, "hex");
}

function decodeBase85(data: Buffer, { room }: Bounds): Buffer {
  const decoded = Buffer.alloc(Math.min(data.length * 4, room) + 8); // "z" alone stands for four bytes
  let length = 0;
  let value = 0;
  let digits = 0;
  for (const byte of data) {
    if (byte === 0x7e || length > room) break; // "~>"
    if (byte === 0x7a && digits === 0) length += 4;
    if (byte < 0x21 || byte > 0x75) continue;
    value = value * 85 + byte - 0x21;
    if (++digits < 5) continue;
    length = decoded.writeUInt32BE(value >>> 0, length);
    value = digits = 0;
  }
  if (digits < 2) return decoded.subarray(0, length);
  for (let missing = digits; missing < 5; missing++) value = value * 85 + 84;
  decoded.writeUInt32BE(value >>> 0, length);
  return decoded.subarray(0, length + digits - 1);
}

function decodeRuns(data: Buffer, { room }: Bounds): Buffer {
  const output = new Output();
  for (let at = 0; at < data.length && output.length <= room; ) {
    const count = data[at++] as number;
    if (count === 128) break;
    output.add(count < 128 ? data.subarray(at, at + count + 1) : Buffer.alloc(257 - count, data[at] ?? 0));
    at += count < 128 ? count + 1 : 1;
  }
  return output.bytes();
}

/** Grows by doubling: millions of small pieces would take many times their size. */
class Output {
  #bytes = Buffer.allocUnsafe(4096);
  length = 0;

  add(piece: Buffer): void {
    while (this.length + piece.length > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes, Buffer.allocUnsafe(this.#bytes.length)]);
    }
    this.length += piece.copy(this.#bytes, this.length);
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.length);
  }
}

/** 7.4.4: codes of 9 to 12 bits, 256 clears the table, 257 ends; codes widen one early unless EarlyChange is 0. */
function decodeLzw(data: Buffer, { room }: Bounds, parameter: Parameters): Buffer {
  const early = parameter("EarlyChange", 1);
  const output = new Output();
  let table: Buffer[] = [];
  let width = 9;
  let previous: Buffer | null = null;
  let bits = 0;
  let held = 0;
  for (const byte of data) {
    bits = (bits << 8) | byte;
    held += 8;
    if (held < width) continue;
    held -= width;
    const code = bits >>> held;
    bits &= (1 << held) - 1;
    if (code === 257 || output.length > room) break;
    if (code === 256) {
      table = [];
      width = 9;
      previous = null;
      continue;
    }
    const known: Buffer | undefined = code < 256 ? Buffer.of(code) : table[code - 258];
    const entry: Buffer | null =
      known ?? (previous === null ? null : Buffer.concat([previous, previous.subarray(0, 1)]));
    if (entry === null) break;
    output.add(entry);
    if (previous !== null && table.length < 3838) table.push(Buffer.concat([previous, entry.subarray(0, 1)]));
    previous = entry;
    const next = table.length + 258 + early;
    width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
  }
  return output.bytes();
}

/** Undoes the predictors (7.4.4.4): those of PNG, whose rows each begin with the way they were filtered, or TIFF's. */
function unpredict(data: Buffer, parameter: Parameters): Buffer {
  const predictor = parameter("Predictor", 1);
  if (predictor < 2) return data;
  const png = predictor >= 10;
  const pixelBits = Math.max(1, parameter("Colors", 1) * parameter("BitsPerComponent", 8));
  const pixel = Math.max(1, pixelBits >> 3);
  const row = Math.max(1, Math.ceil((pixelBits * parameter("Columns", 1)) / 8));
  const stride = png ? row + 1 : row;
  const plain = Buffer.alloc(Math.ceil(data.length / stride) * row);
  for (let at = 0; at < plain.length; at++) {
    const [r, i] = [Math.floor(at / row), at % row];
    const left = i >= pixel ? (plain[at - pixel] as number) : 0;
    const above = r > 0 ? (plain[at - row] as number) : 0;
    const corner = r > 0 && i >= pixel ? (plain[at - row - pixel] as number) : 0;
    const way = png ? data[r * stride] : 1;
    const given = data[r * stride + i + stride - row] ?? 0;
    plain[at] = (given + added(way, left, above, corner)) & 0xff;
  }
  return plain;
}

function added(way: number | undefined, left: number, above: number, corner: number): number {
  if (way === 1) return left;
  if (way === 2) return above;
  if (way === 3) return (left + above) >> 1;
  return way === 4 ? paeth(left, above, corner) : 0;
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - above), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}
