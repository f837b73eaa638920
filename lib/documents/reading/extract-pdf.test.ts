import { degrees, PDFDocument } from "pdf-lib";
import { describe, expect, test } from "vitest";
import { extract } from "./extract.ts";
import { aBook, aPdf, wrapped } from "./pdf-for-test.ts";

async function read(bytes: Uint8Array) {
  const answer = await extract("pdf", bytes);
  if (!answer.ok) throw new Error(answer.failure);
  return answer;
}
const texts = async (bytes: Uint8Array) => (await read(bytes)).blocks.map((block) => block.text);
const prose = (name: string, words: number) => Array.from({ length: words }, (_, at) => `${name}${at}`).join(" ");

describe("PDF", () => {
  test("a book gives its headings by size, its paragraphs, their pages, and neither header nor footer", async () => {
    const { blocks, pages } = await read(await aBook(12));
    expect(pages).toBe(12);
    expect(blocks).toHaveLength(2 + 12 * 6);
    expect(blocks.filter((block) => block.isHeading && block.heading === null).map((block) => block.text)).toEqual([
      "Kapitel 1",
      "Kapitel 2",
    ]);
    expect(blocks.at(-1)).toMatchObject({ page: 12, heading: "Kapitel 2 › Abschnitt über Größe 12", isHeading: false });
    expect(blocks.at(-1)?.text).toMatch(/^Absatz 5 auf Blatt 12\. Die Prüfung .* zuständige Büro bestätigt\.$/);
    expect(blocks.some((block) => /Handbuch|Seite/.test(block.text))).toBe(false);
  });

  test("two columns are read one after the other, below a title across both", async () => {
    const bytes = await aPdf(1, ({ lines, regular }) => {
      lines(["Ein Titel über beiden Spalten der Seite"], { x: 150, y: 780, size: 18 });
      // Written row by row, as some programs do.
      const [left, right] = [prose("links", 150), prose("rechts", 150)].map((text) => wrapped(text, regular, 10, 230));
      for (let at = 0; at < 20; at++) {
        lines([left?.[at] ?? ""], { x: 55, y: 740 - at * 13, size: 10 });
        lines([right?.[at] ?? ""], { x: 300, y: 740 - at * 13, size: 10 });
      }
    });
    const [title, left, right] = await texts(bytes);
    expect(title).toBe("Ein Titel über beiden Spalten der Seite");
    expect(`${left} ${right}`).not.toMatch(/rechts.*links/);
    expect(left).toMatch(/^links0 links1 /);
  });

  test("a table is read row by row", async () => {
    const bytes = await aPdf(1, ({ lines }) => {
      for (const [at, row] of [
        ["Stoff", "Menge", "Ort"],
        ["Öl", "4 Liter", "Halle"],
        ["Wasser", "20 Liter", "Keller"],
      ].entries()) {
        for (const [column, text] of row.entries()) lines([text], { x: 60 + 150 * column, y: 700 - 16 * at });
      }
    });
    expect(await texts(bytes)).toEqual(["Stoff | Menge | Ort\nÖl | 4 Liter | Halle\nWasser | 20 Liter | Keller"]);
  });

  test("words divided at the end of a line are whole again, and hyphens that are meant stay", async () => {
    const bytes = await aPdf(1, ({ lines }) => {
      lines(
        [
          "Die Betriebs-",
          "anweisung nennt Vor-",
          "und Nachteile einer well-known",
          "Anlage, und was well-",
          "known heißt, in der E-",
          "Mail.",
        ],
        { x: 60, y: 700 },
      );
    });
    expect(await texts(bytes)).toEqual([
      "Die Betriebsanweisung nennt Vor- und Nachteile einer well-known Anlage, und was well-known heißt, in der E-Mail.",
    ]);
  });

  test("indents, gaps and list marks start paragraphs", async () => {
    const bytes = await aPdf(1, ({ lines }) => {
      let y = lines(["Ein erster Absatz, der über eine ganze Zeile geht und noch", "in die nächste."], {
        x: 60,
        y: 700,
      });
      y = lines(["Ein zweiter, eingerückt, der auch nicht an einer Zeile ge-"], { x: 80, y });
      y = lines(["nug hat."], { x: 60, y });
      y = lines(["1. Punkt eins", "2. Punkt zwei, der länger ist und seine Fortsetzung auf der"], { x: 60, y: y - 20 });
      lines(["zweiten Zeile findet"], { x: 75, y });
    });
    expect(await texts(bytes)).toEqual([
      "Ein erster Absatz, der über eine ganze Zeile geht und noch in die nächste.",
      "Ein zweiter, eingerückt, der auch nicht an einer Zeile genug hat.",
      "1. Punkt eins",
      "2. Punkt zwei, der länger ist und seine Fortsetzung auf der zweiten Zeile findet",
    ]);
  });

  test("pages that are shown turned are read as they are shown", async () => {
    const bytes = await aPdf(1, ({ page }) => {
      page.setRotation(degrees(90));
      for (const [at, text] of ["Erste Zeile", "zweite Zeile"].entries()) {
        page.drawText(text, { x: 100 + at * 14, y: 100, size: 11, rotate: degrees(90) });
      }
    });
    expect(await texts(bytes)).toEqual(["Erste Zeile zweite Zeile"]);
  });

  test("a scan without text says so", async () => {
    const bytes = await aPdf(3, ({ page }) => page.drawRectangle({ x: 50, y: 50, width: 400, height: 600 }));
    expect(await extract("pdf", bytes)).toEqual({ ok: false, failure: "no-text" });
  });

  test("one page that cannot be read does not take the others with it", async () => {
    const pdf = await PDFDocument.load(
      await aPdf(3, ({ lines }, number) => void lines([`Seite Nummer ${number} hat Text`], { x: 60, y: 700 })),
    );
    pdf.getPage(1).node.set(pdf.context.obj("Contents") as never, pdf.context.obj(7));
    const { blocks, pages } = await read(await pdf.save({ useObjectStreams: false }));
    expect(pages).toBe(3);
    expect(blocks.map((block) => block.page)).toEqual([1, 3]);
  });

  test("cut off or scrambled anywhere it is a text or a code, and never throws", async () => {
    const whole = await aBook(4);
    for (let part = 0; part < 25; part++) {
      expect(await extract("pdf", whole.slice(0, (whole.length * part) / 25))).toHaveProperty("ok");
      const scrambled = whole.map((byte, at) => (at > 20 && (at * 7919) % 101 === part ? byte ^ (at & 0xff) : byte));
      expect(await extract("pdf", scrambled)).toHaveProperty("ok");
    }
    for (const noise of [new Uint8Array(0), new Uint8Array(5_000).map((_, at) => (at * at * 31 + 7) & 0xff)]) {
      expect(await extract("pdf", noise)).toEqual({ ok: false, failure: "broken" });
    }
  }, 60_000);
});
