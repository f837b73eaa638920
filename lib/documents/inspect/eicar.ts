// In two halves, so that no antivirus takes this file, or the program built from it, for the test file itself.
const FIRST = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$";
const SECOND = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

/** 68 characters. */
export function eicarText(): string {
  return [FIRST, SECOND].join("");
}

/**
 * Whether this is the test file of eicar.org: its 68 characters at the very start, then nothing but spaces, tabs, line
 * feeds, carriage returns and Ctrl-Z, 128 characters at most. A text that quotes the characters elsewhere is not it.
 */
export function isEicar(bytes: Uint8Array): boolean {
  if (bytes.length < 68 || bytes.length > 128) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Ctrl-Z, which the standard names.
  return text.startsWith(eicarText()) && /^[ \t\n\r\x1a]*$/.test(text.slice(68));
}
