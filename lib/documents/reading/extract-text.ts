import { BlockList } from "./blocks.ts";

/** Text in UTF-8, UTF-16 with a byte order mark, or else Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Hardly any other text is valid UTF-8 by chance, and what is not was mostly written on an older Windows.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Paragraphs are what blank lines, or the page breaks of typewriter times, stand between. */
export function extractText(bytes: Uint8Array): BlockList {
  return paragraphs(decodeText(bytes));
}

export function paragraphs(text: string): BlockList {
  const list = new BlockList();
  // Line by line: a pattern across lines would read a long run of white space again and again.
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) list.text(open.join("\n"));
    open = [];
  };
  for (const page of text.split("\f")) {
    for (const line of page.split(/\r\n?|\n|\u2029/)) {
      if (line.trim() === "") close();
      else open.push(line);
    }
    close();
  }
  return list;
}
