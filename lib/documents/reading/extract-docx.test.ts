import {
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from "docx";
import { describe, expect, test } from "vitest";
import { extract } from "./extract.ts";

type Children = NonNullable<ConstructorParameters<typeof Document>[0]["sections"][number]["children"]>;

async function read(children: Children, footnotes: Record<string, { children: Paragraph[] }> = {}) {
  const numbered = ["%1.", "%2."].map((text, level) => ({ level, format: LevelFormat.DECIMAL, text }));
  const document = new Document({
    numbering: { config: [{ reference: "numbers", levels: numbered }] },
    footnotes,
    sections: [{ children }],
  });
  return extract("docx", new Uint8Array(await Packer.toBuffer(document)));
}

const item = (text: string, level = 0) => new Paragraph({ text, numbering: { reference: "numbers", level } });
const cell = (...texts: string[]) => new TableCell({ children: texts.map((text) => new Paragraph(text)) });

describe("Word files", () => {
  test("headings, paragraphs, lists, tables and notes are read, in order and without pages", async () => {
    const answer = await read(
      [
        new Paragraph({ text: "Betriebsanweisung", heading: HeadingLevel.TITLE }),
        new Paragraph({ text: "Wartung", heading: HeadingLevel.HEADING_2 }),
        new Paragraph({
          children: [new TextRun("Öl "), new TextRun({ text: "jährlich", bold: true }), new FootnoteReferenceRun(1)],
        }),
        item("ablassen"),
        item("auffangen", 1),
        item("einfüllen"),
        new Paragraph({ text: "bei Kälte", bullet: { level: 0 } }),
        new Table({
          rows: [
            new TableRow({ children: [cell("Teil"), cell("Menge", "Liter")] }),
            new TableRow({ children: [cell("Öl"), cell("4")] }),
          ],
        }),
      ],
      { 1: { children: [new Paragraph("Laut Norm.")] } },
    );
    const heading = "Betriebsanweisung › Wartung";
    const plain = (text: string) => ({ text, heading, page: null, isHeading: false });
    expect(answer).toEqual({
      ok: true,
      pages: null,
      blocks: [
        { text: "Betriebsanweisung", heading: null, page: null, isHeading: true },
        { text: "Wartung", heading: "Betriebsanweisung", page: null, isHeading: true },
        plain("Öl jährlich[1]"),
        plain("[1] Laut Norm."),
        plain("1. ablassen\n  1. auffangen\n2. einfüllen\n- bei Kälte"),
        plain("Teil | Menge Liter\nÖl | 4"),
      ],
    });
  });

  test("a file without a letter says so", async () => {
    expect(await read([new Paragraph(""), new Paragraph("–")])).toEqual({ ok: false, failure: "no-text" });
  });

  test("tables within tables as deep as the format goes do not end the process", async () => {
    let inner: Paragraph | Table = new Paragraph("Kern");
    for (let depth = 0; depth < 100; depth++)
      inner = new Table({ rows: [new TableRow({ children: [new TableCell({ children: [inner] })] })] });
    expect((await read([new Paragraph("davor"), inner])).ok).toBe(true);
  });

  test("cut off anywhere it is broken, and never throws", async () => {
    const whole = new Uint8Array(
      await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph("Text")] }] })),
    );
    for (let part = 0; part < 20; part++) {
      expect(await extract("docx", whole.slice(0, (whole.length * part) / 20))).toEqual({
        ok: false,
        failure: "broken",
      });
    }
  });
});
