import type { Kind } from "../schema.ts";
import { encodingDetector } from "../store/text-encoding.ts";
import { endingOf } from "./file-name.ts";
import { Refused } from "./inspection.ts";
import { asBuffer, compoundHolds, isCompound, startsWith } from "./known-bytes.ts";

const ENDINGS: ReadonlyMap<string, Kind> = new Map([
  ["pdf", "pdf"],
  ["docx", "docx"],
  ["txt", "txt"],
  ["md", "md"],
  ["markdown", "md"],
]);

/** Marks of all types that are told apart stand here; more would only give a bomb something to unpack. */
const HEAD_BYTES = 4100;

/**
 * What a file is by its bytes, if its name says the same; for "docx" so far only that it is a ZIP. Throws
 * {@link Refused}: "unknown-type" when the name's ending is none we take, "name-disagrees" when the bytes are something
 * else, "not-text" when a text holds what no text does.
 */
export async function kindOf(bytes: Uint8Array, name: string): Promise<Kind> {
  const named = ENDINGS.get(endingOf(name));
  if (named === undefined) throw new Refused("unknown-type");
  const wantsText = named === "txt" || named === "md";
  const found = startsWith(bytes, "%PDF-")
    ? "pdf"
    : startsWith(bytes, "PK\x03\x04") || startsWith(bytes, "PK\x05\x06")
      ? "docx"
      : isText(bytes)
        ? "text"
        : null;
  if (found === named) return named;
  if (found === "text" && wantsText) return named;
  if (found !== null) throw new Refused("name-disagrees");

  if (isCompound(bytes) && named === "docx" && compoundHolds(bytes, "EncryptedPackage")) throw new Refused("encrypted");
  if (wantsText && (startsWith(bytes, "\xff\xfe") || startsWith(bytes, "\xfe\xff"))) throw new Refused("not-text");
  const other = await otherType(bytes.subarray(0, HEAD_BYTES));
  if (other !== undefined) throw new Refused("name-disagrees");
  if (wantsText) throw new Refused("not-text");
  // Readers look for the header within the first kilobyte; whatever stands before it may be another type's header.
  throw new Refused(named === "pdf" && beginsLate(bytes) ? "broken" : "name-disagrees");
}

/** The library is slow to load, and good files need it not. */
async function otherType(head: Uint8Array): Promise<unknown> {
  // It brings a logger that looks at the terminal, which the process that reads documents has not, unless it believes
  // to be in a browser.
  const surroundings = process as { browser?: boolean };
  surroundings.browser = true;
  try {
    return await (await import("file-type/core")).fileTypeFromBuffer(head);
  } finally {
    delete surroundings.browser;
  }
}

function isText(bytes: Uint8Array): boolean {
  const detector = encodingDetector();
  detector.write(asBuffer(bytes));
  return detector.end() !== null;
}

function beginsLate(bytes: Uint8Array): boolean {
  return asBuffer(bytes).subarray(0, 1024).includes("%PDF-");
}
