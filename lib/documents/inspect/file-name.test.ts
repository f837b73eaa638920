import { describe, expect, test } from "vitest";
import { corpus } from "#tests/fixtures/text/corpora.ts";
import { fileLimits } from "../numbers.ts";
import { cleanName, endingOf } from "./file-name.ts";

const cleaned = (given: string) => {
  const result = cleanName(given);
  return result.ok ? result.value : result.error;
};

describe("a file's name", () => {
  test("stays as it is when nothing is wrong with it", () => {
    for (const name of [
      "Report 2026.pdf",
      "Jahresabschluß – Entwurf (2).docx",
      "メモ.txt",
      "👩‍🚀 plan.md",
      "v1.2.3.txt",
      "گزارش‌ها.pdf",
    ]) {
      expect(cleaned(name)).toBe(name);
    }
  });

  test("is the same however its letters were put together", () => {
    expect(cleaned("Gru\u0308ße.txt")).toBe("Grüße.txt");
  });

  test("never leads anywhere", () => {
    expect(cleaned("../../etc/passwd.txt")).toBe("passwd.txt");
    expect(cleaned("C:\\Users\\a\\report.pdf")).toBe("report.pdf");
    expect(cleaned("..\\..\\a/b\\c.md")).toBe("c.md");
    expect(cleaned("\\\\server\\share\\c.md")).toBe("c.md");
    expect(cleaned("a.txt:stream.txt")).toBe("a.txt_stream.txt");
    expect(cleaned("....txt")).toBe("txt");
    for (const nothing of ["", ".", "..", "/", "a/", "a\\..", "   ", "\0", "\u202e", "\u200b.pdf", " .txt. "]) {
      expect(["name-unusable", "pdf", "txt"]).toContain(cleaned(nothing));
    }
  });

  test("reads in one direction, and holds nothing unseen", () => {
    expect(cleaned("invoice\u202efdp.exe")).toBe("invoicefdp.exe");
    expect(cleaned("a\0b\r\nc\u2028d\u200be\ufefff\u{e0041}.txt")).toBe("ab c def.txt");
    expect(cleaned("half \ud83d.txt")).toBe("half \ufffd.txt");
  });

  test("is none that Windows keeps for devices or does not allow", () => {
    expect(cleaned("con.txt")).toBe("_con.txt");
    expect(cleaned("LPT1.foo.pdf")).toBe("_LPT1.foo.pdf");
    expect(cleaned("console.txt")).toBe("console.txt");
    expect(cleaned('what? <is> "this|".txt')).toBe("what_ _is_ _this__.txt");
    expect(cleaned("report.pdf . . ")).toBe("report.pdf");
    expect(cleaned("report .pdf")).toBe("report.pdf");
  });

  test("is judged by its last ending", () => {
    expect(endingOf("invoice.pdf.exe")).toBe("exe");
    expect(endingOf("archive.TAR.PDF")).toBe("pdf");
    expect(endingOf("README")).toBe("");
  });

  test("is shortened between characters, and keeps its ending", () => {
    const { nameCharacters } = fileLimits;
    const fits = `${"a".repeat(nameCharacters - 4)}.pdf`;
    expect(cleaned(fits)).toBe(fits);
    expect(cleaned(`a${fits}`)).toBe(fits);
    expect(cleaned(`${"👩‍🚀".repeat(100)}.pdf`)).toBe(`${"👩‍🚀".repeat(65)}.pdf`);
    expect(cleaned(`a.${"b".repeat(nameCharacters)}`)).toBe("name-unusable");
  });

  test("cleaned once is clean", () => {
    for (const given of [
      ...corpus("blns"),
      "a  b",
      " .a. .pdf",
      "con",
      "_con.",
      "a. b .txt",
      `${"ä ".repeat(300)}.txt`,
    ]) {
      const once = cleaned(`${given}.txt`);
      if (once === "name-unusable") continue;
      expect(cleaned(once)).toBe(once);
      expect(once).not.toMatch(/[/\\\p{Cc}]/u);
      expect(Array.from(once).length).toBeLessThanOrEqual(fileLimits.nameCharacters);
    }
  });
});
