import { describe, expect, test } from "vitest";
import { extractText } from "./extract-text.ts";

const texts = (bytes: Uint8Array) => extractText(bytes).blocks.map((block) => block.text);
const said = ["Größe und Maß – 5 €", "Zweiter Absatz\nmit zwei Zeilen"];
const written = said.join("\r\n \r\n");

describe("plain text", () => {
  test("is read as UTF-8, with and without a byte order mark", () => {
    expect(texts(Buffer.from(written))).toEqual(said);
    expect(texts(Buffer.from(`\ufeff${written}`))).toEqual(said);
  });

  test("is read as UTF-16 of either byte order, told by its mark", () => {
    const little = Buffer.from(`\ufeff${written}`, "utf16le");
    expect(texts(little)).toEqual(said);
    expect(texts(Buffer.from(little).swap16())).toEqual(said);
  });

  test("is read as Windows-1252 where it cannot be UTF-8", () => {
    const bytes = Buffer.from(written.replace("–", "\x96").replace("€", "\x80"), "latin1");
    expect(texts(bytes)).toEqual(said);
  });

  test("keeps its lines, and is cut into paragraphs at blank lines and page breaks", () => {
    expect(texts(Buffer.from("\n\na\nb\n\t\n\nc\fd\re"))).toEqual(["a\nb", "c", "d\ne"]);
  });

  test("no bytes whatever make it throw", () => {
    for (let seed = 0; seed < 200; seed++) {
      const bytes = Uint8Array.from({ length: 500 }, (_, at) => (at * 31 + seed * 97 + (at ^ seed) * 13) & 0xff);
      expect(() => texts(bytes)).not.toThrow();
    }
  });
});
