import { randomBytes } from "node:crypto";
import { PDFDocument, StandardFonts } from "pdf-lib";
import { fileLimits } from "#lib/documents/numbers.ts";
import { readCorpus } from "#tests/retrieval/library.ts";

const LINES = 42;
const LINE_CHARACTERS = 95;
/** What a PDF holds besides its text, at the most. */
const ROOM = 256 * 1024;

/** A PDF full of the corpus's text, no two alike. */
export async function textPdf(pages: number): Promise<Buffer> {
  return save(await withText(pages));
}

/** A PDF of some pages, and as large as a file may be: most of its bytes say nothing, as those of pictures. */
export async function largePdf(): Promise<Buffer> {
  const pdf = await withText(20);
  pdf.context.register(pdf.context.stream(randomBytes(fileLimits.bytes - ROOM)));
  return save(pdf);
}

/** Nearly as much text as a document may have. In ASCII, so that a character is a byte. */
export const LARGE_TEXT = 4_500_000;
export async function largeText(): Promise<Buffer> {
  const text = (await corpusLines()).join("\n").replace(/[^\x20-\x7e\n]/g, "e");
  const whole = `${randomBytes(8).toString("hex")}\n${`${text}\n\n`.repeat(Math.ceil(LARGE_TEXT / text.length))}`;
  return Buffer.from(whole.slice(0, LARGE_TEXT));
}

async function withText(pages: number): Promise<PDFDocument> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const lines = await corpusLines();
  for (let number = 0; number < pages; number += 1) {
    const some = Array.from({ length: LINES }, (_, n) => lines[(number * LINES + n) % lines.length] ?? "");
    const page = pdf.addPage([595, 842]);
    page.drawText(some.join("\n"), { x: 40, y: 800, size: 9, font, lineHeight: 13.5 });
  }
  pdf.setTitle(randomBytes(8).toString("hex"));
  return pdf;
}

const save = async (pdf: PDFDocument) => Buffer.from(await pdf.save());

let lines: Promise<string[]> | null = null;

function corpusLines(): Promise<string[]> {
  lines ??= readCorpus().then((corpus) => {
    // What the fonts that every reader has can show.
    const plain = corpus
      .map(({ text }) => text)
      .join("\n")
      .replace(/[^\x20-\x7e\u00a0-\u00ff\n]/g, " ");
    const asLong = new RegExp(`.{1,${LINE_CHARACTERS}}(?: |$)`, "g");
    return plain.split(/\s*\n\s*/).flatMap((line) => line.match(asLong) ?? []);
  });
  return lines;
}
