import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Kind } from "../schema.ts";
import { extract } from "./extract.ts";

const corpora = process.env.CORPORA_DIR;

async function read(name: string) {
  const file = readFileSync(join(corpora as string, "files", name));
  const answer = await extract(name.split(".").pop() as Kind, new Uint8Array(file));
  return answer.ok ? { ...answer, text: answer.blocks.map((block) => block.text).join("\n\n") } : answer;
}

describe.skipIf(!corpora)("files of real programs", () => {
  test("two columns of a paper are read one after the other, and its table row by row", async () => {
    const paper = await read("multicolumn.pdf");
    expect(paper).toMatchObject({ ok: true, pages: 3 });
    const text = "text" in paper ? paper.text : "";
    expect(text).toContain(
      "Lorem ipsum dolor sit amet, consectetuer adipiscing elit. Ut purus elit, vestibulum ut, placerat ac, adipiscing vitae",
    );
    expect(text).toContain("Austria | 8.9 | 83,879 | Vienna | German");
    expect("blocks" in paper && paper.blocks.filter((b) => b.isHeading).map((b) => b.text)).toContain("Abstract");
  });

  test.each([
    ["002-trivial-libre-office-writer.pdf", 1, "consetetur sadipscing elitr"],
    ["annotated_pdf.pdf", 1, "Not highlighted"],
    ["crazyones-pdfa.pdf", 1, "The round pegs in the square holes."],
    ["habibi.pdf", 1, "habibi"],
    ["minimal-document.pdf", 1, "consetetur sadipscing elitr"],
    ["pdflatex-4-pages.pdf", 4, "information about the selected font"],
    ["pdflatex-forms.pdf", 1, "Check"],
    ["with-attachment.pdf", 1, "consetetur sadipscing elitr"],
    ["mammoth-comments.docx", null, "Ouch"],
    ["mammoth-footnotes.docx", null, "[1] A tachyon walks into a bar."],
    ["mammoth-simple-list.docx", null, "- Apple\n- Banana"],
    ["mammoth-single-paragraph.docx", null, "Walking on imported air"],
    ["mammoth-strict-format.docx", null, "Test"],
    ["mammoth-tables.docx", null, "Top left | Top right\nBottom left | Bottom right"],
    ["mammoth-text-box.docx", null, "Datum plane"],
  ])("%s is read", async (name, pages, part) => {
    const answer = await read(name);
    expect(answer).toMatchObject({ ok: true, pages });
    expect("text" in answer && answer.text).toContain(part);
  });

  test("a file with a password says so, and one that is only a picture on somebody's disk has no text", async () => {
    expect(await read("libreoffice-writer-password.pdf")).toEqual({ ok: false, failure: "encrypted" });
    expect(await read("mammoth-external-picture.docx")).toEqual({ ok: false, failure: "no-text" });
  });

  test.each(["multicolumn.pdf", "pdflatex-forms.pdf", "mammoth-tables.docx"])(
    "%s cut off anywhere never throws",
    async (name) => {
      const file = new Uint8Array(readFileSync(join(corpora as string, "files", name)));
      for (let part = 0; part < 12; part++) {
        expect(await extract(name.split(".").pop() as Kind, file.slice(0, (file.length * part) / 12))).toHaveProperty(
          "ok",
        );
      }
    },
    60_000,
  );
});
