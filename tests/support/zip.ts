import { crc32, deflateRawSync } from "node:zlib";

/** An entry of a ZIP with everything about it open to lies. What is not given is true. */
export type ZipEntry = {
  name: string;
  content?: Buffer | string;
  /** 0 stores, 8 deflates. */
  method?: number;
  flags?: number;
  /** Unix mode with the file type; 0 writes none. */
  mode?: number;
  extra?: Buffer;
  /** The packed bytes themselves. */
  packed?: Buffer;
  /** Says something else in the local header than in the directory. */
  local?: { name?: string; size?: number; crc?: number; method?: number };
  /** Unpacked size and checksum as told by both. */
  size?: number;
  crc?: number;
  /** Writes no local header and data of its own: the entry lies at this offset. */
  at?: number;
};

/** Writes a ZIP by hand. `count` is what the closing record says; `after` follows the closing record. */
export function makeZip(
  entries: readonly ZipEntry[],
  options: { count?: number; between?: Buffer; comment?: Buffer; prefix?: Buffer } = {},
): Buffer {
  const files: Buffer[] = options.prefix === undefined ? [] : [options.prefix];
  const directory: Buffer[] = [];
  let offset = options.prefix?.length ?? 0;
  for (const entry of entries) {
    const facts = factsOf(entry);
    const at = entry.at ?? offset;
    directory.push(centralHeader(entry, facts, at));
    if (entry.at !== undefined) continue;
    const file = localEntry(entry, facts);
    files.push(file, options.between ?? Buffer.alloc(0));
    offset += file.length + (options.between?.length ?? 0);
  }
  const directoryBytes = Buffer.concat(directory);
  const comment = options.comment ?? Buffer.alloc(0);
  const closing = Buffer.alloc(22);
  closing.writeUInt32LE(0x06054b50, 0);
  const count = options.count ?? entries.length;
  closing.writeUInt16LE(count, 8);
  closing.writeUInt16LE(count, 10);
  closing.writeUInt32LE(directoryBytes.length, 12);
  closing.writeUInt32LE(offset, 16);
  closing.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...files, directoryBytes, closing, comment]);
}

/** A local header and its data, as they stand in the file. */
export function localEntry(entry: ZipEntry, facts = factsOf(entry)): Buffer {
  const name = Buffer.from(entry.local?.name ?? entry.name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(entry.flags ?? 0, 6);
  header.writeUInt16LE(entry.local?.method ?? facts.method, 8);
  header.writeUInt32LE(entry.local?.crc ?? facts.crc, 14);
  header.writeUInt32LE(facts.packed.length, 18);
  header.writeUInt32LE(entry.local?.size ?? facts.size, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name, facts.packed]);
}

type Facts = { method: number; packed: Buffer; size: number; crc: number };

function factsOf(entry: ZipEntry): Facts {
  const content = Buffer.from(entry.content ?? "");
  const method = entry.method ?? 8;
  const packed = entry.packed ?? (method === 8 ? deflateRawSync(content, { level: 9 }) : content);
  return { method, packed, size: entry.size ?? content.length, crc: entry.crc ?? crc32(content) };
}

function centralHeader(entry: ZipEntry, { method, packed, size, crc }: Facts, at: number): Buffer {
  const name = Buffer.from(entry.name);
  const extra = entry.extra ?? Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((3 << 8) | 20, 4); // made on Unix
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(entry.flags ?? 0, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(packed.length, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 38);
  header.writeUInt32LE(at, 42);
  return Buffer.concat([header, name, extra]);
}
