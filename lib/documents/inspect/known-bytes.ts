/** Whether `mark` (one character a byte) stands at `at`. */
export function startsWith(bytes: Uint8Array, mark: string, at = 0): boolean {
  if (bytes.length < at + mark.length) return false;
  for (let i = 0; i < mark.length; i++) if (bytes[at + i] !== mark.charCodeAt(i)) return false;
  return true;
}

/** The same memory as a Buffer. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

const ARCHIVES = [
  "PK\x03\x04",
  "PK\x05\x06",
  "PK\x07\x08",
  "Rar!\x1a\x07",
  "7z\xbc\xaf\x27\x1c",
  "\x1f\x8b", // gzip
  "BZh",
  "\xfd7zXZ\0",
  "\x28\xb5\x2f\xfd", // zstd
  "MSCF", // cab
  "LZIP",
  "xar!",
];

/** An archive or a compressed file, by what it holds and not by how it is called; also one that only ends as a ZIP. */
export function isArchive(bytes: Uint8Array): boolean {
  return ARCHIVES.some((mark) => startsWith(bytes, mark)) || startsWith(bytes, "ustar", 257) || endsAsZip(bytes);
}

const PROGRAMS = [
  "\x7fELF",
  "\xca\xfe\xba\xbe",
  "\xfe\xed\xfa\xce",
  "\xfe\xed\xfa\xcf",
  "\xce\xfa\xed\xfe",
  "\xcf\xfa\xed\xfe",
];
const SHORTCUT = "L\0\0\0\x01\x14\x02\0";

/** Something a machine would run: Windows, Linux, macOS, Java, a shortcut. */
export function isProgram(bytes: Uint8Array): boolean {
  if (PROGRAMS.some((mark) => startsWith(bytes, mark)) || startsWith(bytes, SHORTCUT)) return true;
  // "MZ" alone begins many a text; the header's pointer to "PE" does not.
  if (!startsWith(bytes, "MZ") || bytes.length < 64) return false;
  return startsWith(bytes, "PE\0\0", asBuffer(bytes).readUInt32LE(60)) || bytes.subarray(0, 512).includes(0);
}

/** The container of old Office files, of OLE objects, of VBA projects, and of encrypted OOXML. */
export function isCompound(bytes: Uint8Array): boolean {
  return startsWith(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
}

/** Whether a compound file has a stream or storage of this name. Names stand in its directory as UTF-16. */
export function compoundHolds(bytes: Uint8Array, name: string): boolean {
  return asBuffer(bytes).includes(Buffer.from(name, "utf16le"));
}

/**
 * Whether an unpacker would read the whole as a ZIP: a closing record whose comment ends where the bytes end, or whose
 * offsets count from the first byte. A ZIP that merely lies inside (an attachment) counts from its own start.
 */
export function endsAsZip(bytes: Uint8Array): boolean {
  const whole = asBuffer(bytes);
  const lowest = Math.max(0, whole.length - 22 - 0xffff);
  for (let at = whole.lastIndexOf("PK\x05\x06", whole.length - 22, "latin1"); at >= lowest; ) {
    const comment = whole.readUInt16LE(at + 20);
    const size = whole.readUInt32LE(at + 12);
    const start = whole.readUInt32LE(at + 16);
    if (at + 22 + comment === whole.length) return true;
    if (start + size === at && startsWith(whole, "PK\x01\x02", start)) return true;
    if (at === 0) break;
    at = whole.lastIndexOf("PK\x05\x06", at - 1, "latin1");
  }
  return false;
}
