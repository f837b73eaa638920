import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from "pdf-lib";

export type Pen = {
  page: PDFPage;
  regular: PDFFont;
  bold: PDFFont;
  /** Writes lines below each other, `leading` apart; the first at `y` from the bottom. Answers the next `y`. */
  lines(
    texts: readonly string[],
    at: { x: number; y: number; size?: number; font?: PDFFont; leading?: number },
  ): number;
};

/** A PDF on A4 whose pages are drawn by `draw`, called with each page's number from 1. */
export async function aPdf(pageCount: number, draw: (pen: Pen, number: number) => void): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const regular = await pdf.embedFont(StandardFonts.Helvetica);
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  for (let number = 1; number <= pageCount; number++) {
    const page = pdf.addPage([595, 842]);
    const lines: Pen["lines"] = (texts, { x, y, size = 11, font = regular, leading = 1.3 * size }) => {
      for (const [at, text] of texts.entries()) page.drawText(text, { x, y: y - at * leading, size, font });
      return y - texts.length * leading;
    };
    draw({ page, regular, bold, lines }, number);
  }
  return pdf.save();
}

/** Words set to a width, as running text. */
export function wrapped(text: string, font: PDFFont, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (font.widthOfTextAtSize(longer, size) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** A book: a header, a footer with the page's number, a chapter every ten pages, a section and five paragraphs a page. */
export function aBook(pageCount: number): Promise<Uint8Array> {
  const sentence = "Die Prüfung der Anlage erfolgt jährlich und wird durch das zuständige Büro bestätigt.";
  return aPdf(pageCount, ({ lines, regular, bold }, number) => {
    lines(["Handbuch der Betriebsstoffe"], { x: 60, y: 810, size: 9 });
    lines([`Seite ${number} von ${pageCount}`], { x: 260, y: 30, size: 9 });
    let y = 770;
    if (number % 10 === 1) y = lines([`Kapitel ${Math.ceil(number / 10)}`], { x: 60, y, size: 20, font: bold }) - 10;
    y = lines([`Abschnitt über Größe ${number}`], { x: 60, y, size: 14, font: bold }) - 8;
    for (let paragraph = 1; paragraph <= 5; paragraph++) {
      const text = `Absatz ${paragraph} auf Blatt ${number}. ${sentence.repeat(6).replaceAll(".D", ". D")}`;
      y = lines(wrapped(text, regular, 11, 470), { x: 60, y }) - 8;
    }
  });
}
