import { getDocumentProxy } from "unpdf";
import "unpdf/pdfjs"; // unpdf would load it at the first file, where what goes wrong is taken for the file's fault
import { BlockList, Encrypted, readingBounds, TooLong } from "./blocks.ts";
import { columnsOf } from "./pdf/columns.ts";
import { withoutFurniture } from "./pdf/furniture.ts";
import { bodyOf, headingLevels } from "./pdf/headings.ts";
import { HyphenatedWords } from "./pdf/join-lines.ts";
import { type Paragraph, paragraphsOf, rejoined } from "./pdf/paragraphs.ts";
import { piecesOf, type TextItem } from "./pdf/pieces.ts";
import { type Row, rowsOf } from "./pdf/rows.ts";

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** Headings, paragraphs and tables of each page, in the order of reading. Pages count from 1, as the file has them. */
export async function extractPdf(bytes: Uint8Array): Promise<{ list: BlockList; pages: number }> {
  const pdf = await open(bytes);
  if (pdf.numPages > readingBounds.pages) throw new TooLong();
  const read: Row[][] = [];
  let characters = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const rows = await readPage(pdf, number);
    characters += rows.reduce((sum, row) => sum + row.segments.reduce((length, s) => length + s.text.length, 0), 0);
    if (characters > readingBounds.characters) throw new TooLong();
    read.push(rows);
  }
  return { list: blocks(read), pages: pdf.numPages };
}

async function open(bytes: Uint8Array): Promise<Pdf> {
  try {
    // Nothing of a file is run, drawn, or fetched for; only its text is read.
    return await getDocumentProxy(bytes, {
      isEvalSupported: false,
      enableXfa: false,
      disableFontFace: true,
      useSystemFonts: false,
      useWorkerFetch: false,
      disableAutoFetch: true,
      disableStream: true,
      disableRange: true,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
      useWasm: false,
      maxImageSize: 0,
      verbosity: 0,
    });
  } catch (error) {
    throw error instanceof Error && error.name === "PasswordException" ? new Encrypted() : error;
  }
}

/** A page that cannot be read is empty: the others are worth having. */
async function readPage(pdf: Pdf, number: number): Promise<Row[]> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const { transform } = page.getViewport({ scale: 1 });
    page.cleanup();
    const texts = items.filter((item): item is TextItem & typeof item => "str" in item);
    return piecesOf(texts, transform as [number, number, number, number, number, number]).flatMap(rowsOf);
  } catch {
    return [];
  }
}

function blocks(read: readonly Row[][]): BlockList {
  const known = new HyphenatedWords();
  for (const segment of read.flat().flatMap((row) => row.segments)) known.learn(segment.text);
  const body = bodyOf(read);
  const pages = withoutFurniture(read, body.size).map((rows): Paragraph[] =>
    rejoined(
      columnsOf(rows).flatMap((column) => paragraphsOf(column, known)),
      known,
    ),
  );
  const levelOf = headingLevels(pages.flat(), body);
  const list = new BlockList();
  for (const [at, paragraphs] of pages.entries()) {
    for (const paragraph of paragraphs) {
      const level = levelOf(paragraph);
      if (level === null) list.text(paragraph.text, at + 1);
      else list.heading(level, paragraph.text, at + 1);
    }
  }
  return list;
}
