import { describe, expect, test } from "vitest";
import { encodingDetector } from "./text-encoding.ts";

function detect(content: Buffer, pieceBytes = content.length || 1): string | null {
  const detector = encodingDetector();
  for (let at = 0; at < content.length; at += pieceBytes) detector.write(content.subarray(at, at + pieceBytes));
  return detector.end();
}

const SENTENCE = "Grüße aus Köln: “naïve” 文字 🙂\r\n\tEnde.\f";
const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16();

test.each([
  ["ASCII", Buffer.from("plain\n"), "utf-8"],
  ["UTF-8", Buffer.from(SENTENCE), "utf-8"],
  ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${SENTENCE}`), "utf-8"],
  ["UTF-16, little end first", Buffer.from(`\ufeff${SENTENCE}`, "utf16le"), "utf-16le"],
  ["UTF-16, big end first", utf16be(SENTENCE), "utf-16be"],
  ["Latin-1", Buffer.from("Grüße aus Köln", "latin1"), "windows-1252"],
  ["Windows-1252", Buffer.from([0x93, 0x47, 0x72, 0xfc, 0xdf, 0x65, 0x94, 0x20, 0x80]), "windows-1252"],
  ["nothing", Buffer.alloc(0), "utf-8"],
])("%s is text, and reads in the encoding that is told", (_name, content, encoding) => {
  expect(detect(content)).toBe(encoding);
  expect(new TextDecoder(encoding, { fatal: true }).decode(content)).not.toContain("\ufffd");
});

test.each([
  ["a NUL", Buffer.from("text\0text")],
  ["an escape", Buffer.from("\x1b[31mred")],
  ["a delete", Buffer.from("text\x7f")],
  ["a control character far behind", Buffer.from(`${"text ".repeat(20_000)}\x01`)],
  ["a control character in Latin-1", Buffer.from("Grüße\x02", "latin1")],
  ["bytes that neither UTF-8 nor Windows-1252 has", Buffer.from([0x74, 0xff, 0x81, 0x74])],
  ["UTF-16 without a byte order mark", Buffer.from("text", "utf16le")],
  ["UTF-16 with half a unit", Buffer.from([0xff, 0xfe, 0x74, 0x00, 0x74])],
  ["UTF-16 with half a pair at the end", Buffer.from([0xff, 0xfe, 0x3d, 0xd8])],
  ["UTF-16 with half a pair inside", Buffer.from([0xff, 0xfe, 0x3d, 0xd8, 0x74, 0x00])],
  ["UTF-16 with the second half alone", Buffer.from([0xff, 0xfe, 0x42, 0xde])],
  ["UTF-16 with a NUL, and so UTF-32", Buffer.from([0xff, 0xfe, 0x00, 0x00, 0x74, 0x00, 0x00, 0x00])],
])("%s makes it no text", (_name, content) => {
  expect(detect(content)).toBeNull();
});

test("a character cut at the end is no UTF-8", () => {
  for (const cut of [1, 2, 3]) expect(detect(Buffer.from("text 🙂").subarray(0, -cut))).not.toBe("utf-8");
});

describe("where pieces are cut changes nothing:", () => {
  const broken = Buffer.concat([Buffer.from("文字"), Buffer.from([0xe6, 0x96]), Buffer.from("x\x81")]);
  const contents = [
    Buffer.from(SENTENCE),
    Buffer.from(`\ufeff${SENTENCE}`, "utf16le"),
    utf16be(SENTENCE),
    Buffer.from("Köln", "latin1"),
    broken,
  ];
  test.each([2, 3, 4, 5, 7, 11])("pieces of %i bytes", (bytes) => {
    for (const content of contents) expect(detect(content, bytes)).toBe(detect(content));
  });
});
