import { crc32, inflateRawSync } from "node:zlib";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { fileLimits } from "../numbers.ts";
import { Refused } from "./inspection.ts";
import { asBuffer, isArchive, startsWith } from "./known-bytes.ts";

/** What an archive holds: names as they stand in it, contents unpacked. Folders are left out. */
export type Parts = ReadonlyMap<string, Buffer>;

/** Where an entry lies in the file: its local header, its data. */
type Placed = { entry: Entry; name: string; from: number; dataStart: number; dataEnd: number };

const { entries: MOST_ENTRIES, unpackedBytes: MOST_UNPACKED, ratio: MOST_RATIO } = fileLimits.archive;

// Below this nothing is a bomb, and a short text pasted a hundred times shrinks further than the ratio allows.
const RATIO_COUNTS_FROM = 1024 * 1024;

/**
 * Unpacks a ZIP within the limits of NUMBERS and believes none of its figures. What two unpackers could read differently
 * (a directory that contradicts the local headers, entries over one another or out of sight, names twice) is "broken".
 * Throws {@link Refused}.
 */
export async function readArchive(bytes: Uint8Array): Promise<Parts> {
  const whole = asBuffer(bytes);
  const placed = await placeEntries(whole);
  refuseOverlaps(whole, placed);
  const parts = new Map<string, Buffer>();
  let unpacked = 0;
  for (const place of placed) {
    const content = unpack(whole, place, MOST_UNPACKED - unpacked);
    unpacked += content.length;
    if (unpacked > RATIO_COUNTS_FROM && unpacked > MOST_RATIO * whole.length) throw new Refused("ratio");
    if (place.name.endsWith("/")) {
      if (content.length > 0) throw new Refused("broken");
    } else {
      if (isArchive(content)) throw new Refused("nested-archive");
      parts.set(place.name, content);
    }
  }
  return parts;
}

async function placeEntries(whole: Buffer): Promise<Placed[]> {
  const placed: Placed[] = [];
  const seen = new Set<string>();
  try {
    // Names are judged here and not by the library, which answers each fault with a sentence instead of a code.
    const zip = await fromBufferPromise(whole, { decodeStrings: false, validateEntrySizes: false });
    if (zip.entryCount > MOST_ENTRIES) throw new Refused("too-many-entries");
    let directoryBytes = 0;
    for await (const entry of zip.eachEntry()) {
      const name = readName(entry);
      refuseKind(entry);
      const key = name.toLowerCase();
      if (seen.has(key)) throw new Refused("broken");
      seen.add(key);
      placed.push(await place(zip, entry, name));
      directoryBytes += 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    }
    refuseHiddenEntries(whole, directoryBytes);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(error instanceof Error && error.message.includes("encryption") ? "encrypted" : "broken");
  }
  return placed;
}

/** Throws {@link Refused} for a name that could lead out of the folder an archive is unpacked into. */
function readName(entry: Entry): string {
  const name = entry.fileNameRaw.toString("utf8");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL ends a name for some unpackers.
  if (name === "" || /[\x00-\x1f\x7f]/.test(name)) throw new Refused("broken");
  if (/^\/|\\|^[a-z]:/i.test(name) || name.split("/").includes("..")) throw new Refused("path-outside");
  // The extra field of Info-ZIP may hold another name, which some unpackers prefer.
  const other = entry.extraFields.find(({ id }) => id === 0x7075)?.data.subarray(5);
  if (other !== undefined && !other.equals(entry.fileNameRaw)) throw new Refused("broken");
  return name;
}

function refuseKind(entry: Entry): void {
  const { generalPurposeBitFlag: flags, compressionMethod: method } = entry;
  if (entry.isEncrypted() || (flags & 0x2040) !== 0) throw new Refused("encrypted");
  const fileType = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (fileType === 0o120000) throw new Refused("symlink");
  if (![0, 0o100000, 0o040000].includes(fileType)) throw new Refused("broken");
  if (method !== 0 && method !== 8) throw new Refused("broken");
}

async function place(zip: ZipFile, entry: Entry, name: string): Promise<Placed> {
  const local = await zip.readLocalFileHeaderPromise(entry);
  // With bit 3 sizes and checksum follow the data, and the local header holds zeros.
  const later = (local.generalPurposeBitFlag & 8) !== 0;
  const same =
    local.fileName.equals(entry.fileNameRaw) &&
    local.compressionMethod === entry.compressionMethod &&
    (local.generalPurposeBitFlag & 0x0849) === (entry.generalPurposeBitFlag & 0x0849) &&
    agree(local.crc32, entry.crc32, later) &&
    agree(local.compressedSize, entry.compressedSize, later) &&
    agree(local.uncompressedSize, entry.uncompressedSize, later);
  if (!same) throw new Refused("broken");
  const dataStart = local.fileDataStart;
  return { entry, name, from: entry.relativeOffsetOfLocalHeader, dataStart, dataEnd: dataStart + entry.compressedSize };
}

function agree(local: number, central: number, later: boolean): boolean {
  return local === central || (later && local === 0) || local === 0xffffffff; // the last: said in the ZIP64 field
}

/** Overlapping entries let a small file unpack to anything; a local header between entries is seen only by some. */
function refuseOverlaps(whole: Buffer, placed: readonly Placed[]): void {
  const inOrder = placed.toSorted((a, b) => a.from - b.from);
  let end = 0;
  for (const { from, dataEnd } of inOrder) {
    if (from < end || whole.subarray(end, from).includes("PK\x03\x04")) throw new Refused("broken");
    end = dataEnd;
  }
}

/** The closing record's count may be smaller than its directory; what follows the counted entries must not be one. */
function refuseHiddenEntries(whole: Buffer, directoryBytes: number): void {
  const closing = whole.lastIndexOf("PK\x05\x06", whole.length - 22, "latin1");
  const start = whole.readUInt32LE(closing + 16);
  const end = start + directoryBytes;
  if (start !== 0xffffffff && !["PK\x05\x06", "PK\x06\x06", "PK\x05\x05"].some((mark) => startsWith(whole, mark, end)))
    throw new Refused("broken");
}

function unpack(whole: Buffer, { entry, dataStart, dataEnd }: Placed, room: number): Buffer {
  const packed = whole.subarray(dataStart, dataEnd);
  const content = entry.compressionMethod === 0 ? packed : inflate(packed, room);
  if (content.length > room) throw new Refused("too-large-unpacked");
  if (content.length !== entry.uncompressedSize || crc32(content) !== entry.crc32) throw new Refused("broken");
  return content;
}

function inflate(packed: Buffer, room: number): Buffer {
  try {
    // One byte more than there is room for, so that the limit itself is still taken.
    const { buffer, engine } = inflateRawSync(packed, { info: true, maxOutputLength: room + 1 }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    if (engine.bytesWritten !== packed.length) throw new Refused("broken"); // something hides behind the end
    return buffer;
  } catch (error) {
    if (error instanceof Refused) throw error;
    const tooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new Refused(tooLarge ? "too-large-unpacked" : "broken");
  }
}
