import { Document, ExternalHyperlink, HeadingLevel, Packer, Paragraph, TextRun } from "docx";
import { describe, expect, test } from "vitest";
import { aDocx, docxEntries, field, relationship } from "#tests/support/hostile-docx.ts";
import { aGoodPdf, aGoodText, eicar, hostileFiles } from "#tests/support/hostile-files.ts";
import { aPdf } from "#tests/support/hostile-pdf.ts";
import { makeZip } from "#tests/support/zip.ts";
import { inspectBytes } from "./inspect-bytes.ts";

const good = (kind: string) => ({ ok: true, kind, findings: [] });

async function aGoodDocx(): Promise<Buffer> {
  const link = new ExternalHyperlink({ link: "https://example.org/", children: [new TextRun("a link")] });
  const children = [
    new Paragraph({ text: "Report", heading: HeadingLevel.HEADING_1 }),
    new Paragraph({ children: [new TextRun("We talk about DDE and /JavaScript, see "), link] }),
  ];
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

// Bombs take a while to build.
describe("a hostile file is refused, or what is wrong with it is found:", { timeout: 30_000 }, () => {
  for (const { what, name, bytes, answer } of hostileFiles) {
    test(what, async () => {
      const inspection = await inspectBytes(await bytes(), name);
      if ("refusal" in answer) expect(inspection).toEqual({ ok: false, refusal: answer.refusal });
      else {
        expect(inspection).toMatchObject({ ok: true });
        expect(inspection.ok && inspection.findings.map(({ code }) => code)).toContain(answer.finds);
      }
    });
  }
});

describe("a good file passes with nothing found:", () => {
  test("texts in UTF-8, UTF-16 and Windows-1252", async () => {
    expect(await inspectBytes(aGoodText(), "minutes.txt")).toEqual(good("txt"));
    expect(await inspectBytes(Buffer.from("\ufeffGrüße, 日本語"), "a.TXT")).toEqual(good("txt"));
    expect(await inspectBytes(Buffer.from("\ufeffGrüße 😀\r\n", "utf16le"), "a.txt")).toEqual(good("txt"));
    expect(await inspectBytes(Buffer.from("\ufeffGrüße", "utf16le").swap16(), "a.txt")).toEqual(good("txt"));
    expect(await inspectBytes(Buffer.from("Grüße aus Köln", "latin1"), "a.txt")).toEqual(good("txt"));
  });

  test("texts whose first letters are the mark of another type", async () => {
    for (const text of [
      "BMW builds cars",
      "MZ of 2024",
      "ID3 is a tag",
      "GIF or PNG?",
      "PK, the initials",
      "{\\rtf1 x}",
    ]) {
      expect(await inspectBytes(Buffer.from(text), "a.md")).toEqual(good("md"));
    }
  });

  test("HTML, SVG and scripts that are called texts: they are shown as texts", async () => {
    for (const text of ["<!doctype html><script>alert(1)</script>", "<svg onload=alert(1)>", "#!/bin/sh\nrm -rf /"]) {
      expect(await inspectBytes(Buffer.from(text), "a.txt")).toEqual(good("txt"));
    }
  });

  test("a text that tells of the EICAR file or of PDF", async () => {
    expect(await inspectBytes(Buffer.concat([Buffer.from("It is "), eicar()]), "a.txt")).toEqual(good("txt"));
    expect(await inspectBytes(Buffer.from("A file begins with %PDF-1.7 and ends with %%EOF"), "a.md")).toEqual(
      good("md"),
    );
  });

  test("a PDF with and without object streams, and one with a few bytes behind its end", async () => {
    expect(await inspectBytes(await aGoodPdf(), "a.pdf")).toEqual(good("pdf"));
    expect(await inspectBytes(await aGoodPdf("x", false), "a.pdf")).toEqual(good("pdf"));
    expect(
      await inspectBytes(Buffer.concat([aPdf(), Buffer.from("\r\n--boundary--\r\n"), Buffer.alloc(4000)]), "a.pdf"),
    ).toEqual(good("pdf"));
  });

  test("a PDF that opens at a page, has links, and prints by itself", async () => {
    const pages = [
      "/OpenAction [3 0 R /Fit]",
      "/OpenAction << /S /GoTo /D [3 0 R /Fit] >>",
      "/OpenAction << /S /Named /N /Print >>",
    ];
    for (const catalog of pages) expect(await inspectBytes(aPdf({ catalog }), "a.pdf")).toEqual(good("pdf"));
    const page = "/Annots [<< /Subtype /Link /A << /S /URI /URI (https://example.org/) >> >>]";
    expect(await inspectBytes(aPdf({ page }), "a.pdf")).toEqual(good("pdf"));
  });

  test("a PDF whose text, title and fonts are named like what is looked for", async () => {
    const text = { dictionary: "", data: Buffer.from("BT (/S /JavaScript /Launch) Tj ET") };
    const page = "/Resources << /Font << /JS 5 0 R /AA 5 0 R >> >> /Contents 4 0 R";
    const file = aPdf({ page, more: [text, "<< /Title (<< /S /JavaScript >>) /Font /Launcher >>"] });
    expect(await inspectBytes(file, "a.pdf")).toEqual(good("pdf"));
  });

  test("a Word document with headings, links, and fields of every day", async () => {
    expect(await inspectBytes(await aGoodDocx(), "a.docx")).toEqual(good("docx"));
    const body =
      field(' TOC \\o "1-3" \\h ') +
      field(" REF DDE_LINK1 ") +
      field(' LINK Excel.Sheet.12 "C:\\\\a.xlsx" "R1C1:R3C4" \\a \\f 0 ');
    expect(await inspectBytes(aDocx({ body }), "a.docx")).toEqual(good("docx"));
  });
});

describe("what is met in ordinary files is told, and weighs nothing:", () => {
  test("a template on somebody's own disk", async () => {
    for (const target of [
      "file:///C:\\Users\\a\\Letter.dotx",
      "C:\\Letter.dotx",
      "Letter.dotx",
      "file:///home/a/t.dotx",
    ]) {
      const file = aDocx({ links: relationship("attachedTemplate", target, true) });
      expect(await inspectBytes(file, "a.docx")).toMatchObject({ findings: [{ code: "docx-local-link" }] });
    }
  });

  test("a text of the web with its pictures, and an attachment of a PDF", async () => {
    const page = aDocx({ links: relationship("image", "https://example.org/a.png", true) });
    expect(await inspectBytes(page, "a.docx")).toMatchObject({
      findings: [{ code: "docx-external-image", place: "word/_rels/document.xml.rels" }],
    });
    const invoice = aPdf({
      more: [
        "<< /Type /Filespec /EF << /F 5 0 R >> >>",
        { dictionary: "/Type /EmbeddedFile", data: Buffer.from("<xml/>") },
      ],
    });
    expect(await inspectBytes(invoice, "a.pdf")).toMatchObject({
      findings: [{ code: "pdf-attachment", place: "object 4" }, {}],
    });
  });
});

describe("the limits of archives hold to the last one:", { timeout: 30_000 }, () => {
  const filled = (count: number, size: number, noise: Buffer) =>
    aDocx({
      more: [
        { name: "word/noise.bin", content: noise, method: 0 },
        ...Array.from({ length: count }, (_, i) => ({ name: `word/${i}.bin`, content: Buffer.alloc(size, 1) })),
      ],
    });

  test("1,000 entries and 100 MiB pass, one more does not", async () => {
    const entries = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ name: `word/${i}.bin`, content: "x" }));
    expect(await inspectBytes(aDocx({ more: entries(996) }), "a.docx")).toEqual(good("docx"));
    expect(await inspectBytes(aDocx({ more: entries(997) }), "a.docx")).toEqual({
      ok: false,
      refusal: "too-many-entries",
    });

    const noise = Buffer.alloc(2 * 1024 * 1024, 7);
    const rest =
      100 * 1024 * 1024 -
      noise.length -
      docxEntries().reduce((sum, { content }) => sum + Buffer.byteLength(content ?? ""), 0);
    expect(await inspectBytes(filled(1, rest, noise), "a.docx")).toEqual(good("docx"));
    expect(await inspectBytes(filled(1, rest + 1, noise), "a.docx")).toEqual({
      ok: false,
      refusal: "too-large-unpacked",
    });
  });

  test("a hundred times its size passes, more does not", async () => {
    const noise = Buffer.alloc(200_000, 7);
    expect(await inspectBytes(filled(1, 19_000_000, noise), "a.docx")).toEqual(good("docx"));
    expect(await inspectBytes(filled(1, 25_000_000, noise), "a.docx")).toEqual({ ok: false, refusal: "ratio" });
  });
});

test("a file full of what is looked for gives a short answer", async () => {
  const more = Array.from({ length: 5000 }, () => "<< /S /JavaScript /JS (x) >>");
  const inspection = await inspectBytes(aPdf({ more }), "a.pdf");
  expect(inspection.ok && inspection.findings.length).toBeLessThanOrEqual(60);
});

test("places are short and hold no control characters, whatever an archive calls its parts", async () => {
  const file = makeZip([...docxEntries(), { name: `word/activeX/\u202e${"x".repeat(500)}`, content: "x" }]);
  const inspection = await inspectBytes(file, "a.docx");
  expect(inspection).toMatchObject({
    findings: [{ code: "docx-activex", place: expect.stringMatching(/^word\/activeX\/x{107}$/) }],
  });
});
