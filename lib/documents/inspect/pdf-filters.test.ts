import { deflateRawSync, deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodeStream } from "./pdf-filters.ts";
import { isDictionary, type PdfValue, readValue, TooLarge } from "./pdf-values.ts";

const TEXT = Buffer.from("<< /S /JavaScript >> ".repeat(40));

function decode(dictionary: string, data: Buffer, room = 1_000_000): Buffer | null {
  const { value } = readValue(Buffer.from(`<< ${dictionary} >>`), 0, { left: 10_000 });
  if (!isDictionary(value)) throw new Error("no dictionary");
  return decodeStream(value, data, { room, spend: () => {} }, (given: PdfValue) => given);
}

describe("a stream is unpacked as readers would", () => {
  test("through every filter that may hold objects, and through several", () => {
    expect(decode("", TEXT)).toEqual(TEXT);
    expect(decode("/Filter /FlateDecode", deflateSync(TEXT))).toEqual(TEXT);
    expect(decode("/Filter /Fl", deflateRawSync(TEXT))).toEqual(TEXT);
    expect(decode("/Filter /AHx", Buffer.from("3C 3c\n2>"))?.toString()).toBe("<< ");
    expect(decode("/Filter /ASCII85Decode", Buffer.from('87cUR\nD]i,"Ebo80~>'))?.toString()).toBe("Hello World!");
    expect(decode("/Filter /A85", Buffer.from("z!!~>"))).toEqual(Buffer.alloc(5));
    expect(decode("/Filter /RunLengthDecode", Buffer.from([2, 97, 98, 99, 254, 100, 128, 1]))?.toString()).toBe(
      "abcddd",
    );
    const twice = Buffer.from(`${deflateSync(TEXT).toString("hex")}>`);
    expect(decode("/Filter [/ASCIIHexDecode /FlateDecode]", twice)).toEqual(TEXT);
  });

  test("LZW, with the example of the standard and with codes that grow", () => {
    expect(decode("/Filter /LZWDecode", Buffer.from("800b6050220c0c8501", "hex"))).toEqual(
      Buffer.from([45, 45, 45, 45, 45, 65, 45, 45, 45, 66]),
    );
    const long = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7 + (i >> 5)) % 251));
    expect(decode("/Filter /LZWDecode", packLzw(long, 1))).toEqual(long);
    expect(decode("/Filter /LZWDecode /DecodeParms << /EarlyChange 0 >>", packLzw(long, 0))).toEqual(long);
  });

  test("with the predictors of PNG and TIFF", () => {
    const rows = Buffer.from([0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1]);
    const plain = [1, 2, 3, 1, 2, 3, 2, 3, 4, 2, 3, 4, 3, 4, 5];
    const parameters = "/DecodeParms << /Predictor 15 /Columns 3 >>";
    expect([...(decode(`/Filter /Fl ${parameters}`, deflateSync(rows)) ?? [])]).toEqual(plain);
    const tiff = "/DecodeParms [<< /Predictor 2 /Columns 3 >>]";
    expect([...(decode(`/Filter [/Fl] ${tiff}`, deflateSync(Buffer.from([1, 1, 1, 5, 0, 1]))) ?? [])]).toEqual([
      1, 2, 3, 5, 5, 6,
    ]);
  });

  test("up to a fault: nothing before it is lost", () => {
    const packed = deflateSync(
      Buffer.concat([TEXT, Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * i) % 256))]),
    );
    expect(decode("/Filter /Fl", packed.subarray(0, -20))?.subarray(0, TEXT.length)).toEqual(TEXT);
    expect(
      decode("/Filter /Fl", Buffer.concat([packed.subarray(0, -4), Buffer.from("none")]))?.subarray(0, TEXT.length),
    ).toEqual(TEXT);
    const faulty = Buffer.concat([packed.subarray(0, 600), Buffer.alloc(3000, 0xff)]);
    expect(decode("/Filter /Fl", faulty)?.subarray(0, TEXT.length)).toEqual(TEXT);
  });

  test("within bounds, and not at all where a filter is unknown", () => {
    expect(() => decode("/Filter /Fl", deflateSync(Buffer.alloc(2_000_000)))).toThrow(TooLarge);
    expect(decode("/Filter [/Fl /DCTDecode]", deflateSync(TEXT))).toBeNull();
    expect(decode("/Filter /constructor", TEXT)).toBeNull();
  });
});

/** The plainest way to write LZW, codes growing as a reader expects. */
function packLzw(data: Buffer, early: number): Buffer {
  const table = new Map<string, number>();
  const bits: number[] = [];
  const write = (code: number, width: number) => {
    for (let bit = width - 1; bit >= 0; bit--) bits.push((code >> bit) & 1);
  };
  const codeOf = (text: string) => (text.length === 1 ? text.charCodeAt(0) : (table.get(text) as number));
  // The reader's table is one entry behind the writer's.
  const width = () => {
    const next = Math.max(0, table.size - 1) + 258 + early;
    return next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
  };
  write(256, 9);
  let text = "";
  for (const byte of data) {
    const longer = text + String.fromCharCode(byte);
    if (longer.length === 1 || table.has(longer)) text = longer;
    else {
      write(codeOf(text), width());
      if (table.size < 3838) table.set(longer, 258 + table.size);
      text = String.fromCharCode(byte);
    }
  }
  write(codeOf(text), width());
  write(257, width());
  while (bits.length % 8 !== 0) bits.push(0);
  return Buffer.from(
    bits
      .join("")
      .match(/.{8}/g)
      ?.map((byte) => Number.parseInt(byte, 2)) ?? [],
  );
}
