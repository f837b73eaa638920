import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fileLimits } from "../numbers.ts";
import { aBook } from "./pdf-for-test.ts";
import { runReader } from "./run-reader.ts";
import { inTurn } from "./turns.ts";

const always = new AbortController().signal;
async function* whole(bytes: Uint8Array | string) {
  yield Buffer.from(bytes);
}

describe("reading in a process of its own", () => {
  test("gives the same as reading here, for every kind that is text", async () => {
    expect(await runReader({ task: "extract", kind: "md" }, whole("# Übersicht\n\nText"), always)).toEqual({
      ok: true,
      pages: null,
      blocks: [
        { text: "Übersicht", heading: null, page: null, isHeading: true },
        { text: "Text", heading: "Übersicht", page: null, isHeading: false },
      ],
    });
    expect(await runReader({ task: "extract", kind: "txt" }, whole("Größe"), always)).toMatchObject({
      blocks: [{ text: "Größe" }],
    });
    expect(await runReader({ task: "extract", kind: "txt" }, whole(" \n"), always)).toEqual({
      ok: false,
      failure: "no-text",
    });
  });

  test("a book of a hundred pages is read within a few seconds", async () => {
    const book = await aBook(100);
    const started = performance.now();
    const answer = await runReader({ task: "extract", kind: "pdf" }, whole(book), always);
    expect(answer).toMatchObject({ ok: true, pages: 100 });
    expect(answer.ok && answer.blocks).toHaveLength(610);
    expect(performance.now() - started).toBeLessThan(15_000); // 2 s when nothing else runs
  });

  test("an inspection tells the kind, and refuses what is none", async () => {
    const book = await aBook(1);
    expect(await runReader({ task: "inspect", name: "Buch.pdf" }, whole(book), always)).toEqual({
      ok: true,
      kind: "pdf",
      findings: [],
    });
    expect(await runReader({ task: "inspect", name: "Buch.pdf" }, whole(randomBytes(5_000)), always)).toMatchObject({
      ok: false,
    });
  });

  test("noise of any kind is broken, and the largest text is read", async () => {
    for (const kind of ["pdf", "docx"] as const) {
      expect(await runReader({ task: "extract", kind }, whole(randomBytes(100_000)), always)).toEqual({
        ok: false,
        failure: "broken",
      });
    }
    const line = `${"日本語の文書".repeat(20)}\n\n`;
    const largest = line.repeat(Math.floor(fileLimits.bytes / Buffer.byteLength(line)));
    expect(await runReader({ task: "extract", kind: "txt" }, whole(largest), always)).toMatchObject({ ok: true });
    expect(await runReader({ task: "extract", kind: "txt" }, whole("x".repeat(fileLimits.bytes)), always)).toEqual({
      ok: false,
      failure: "too-long",
    });
  });

  test("a process that takes too long, grows too large or says too much makes a code", async () => {
    const book = await aBook(20);
    const extract = { task: "extract", kind: "pdf" } as const;
    expect(await runReader(extract, whole(book), always, { milliseconds: 100 })).toEqual({
      ok: false,
      failure: "too-slow",
    });
    expect(await runReader(extract, whole(book), always, { memoryMiB: 40 })).toEqual({
      ok: false,
      failure: "too-much-memory",
    });
    expect(await runReader(extract, whole(book), always, { answerBytes: 100 })).toEqual({
      ok: false,
      failure: "broken",
    });
    const inspect = { task: "inspect", name: "Buch.pdf" } as const;
    expect(await runReader(inspect, whole(book), always, { milliseconds: 1 })).toEqual({
      ok: false,
      refusal: "too-slow",
    });
    expect(await runReader(inspect, whole(book), always, { answerBytes: 5 })).toEqual({ ok: false, refusal: "broken" });
  });
}, 120_000);

describe("turns", () => {
  test("no more run at once than the limit says, and whoever has a person waiting goes first", async () => {
    let running = 0;
    let most = 0;
    const order: string[] = [];
    const work = (name: string) => async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(name);
      running--;
    };
    const later = [1, 2, 3, 4].map((at) => inTurn("later", always, work(`later ${at}`)));
    const soon = [1, 2].map((at) => inTurn("at-once", always, work(`soon ${at}`)));
    await Promise.all([...later, ...soon]);
    expect(most).toBe(fileLimits.reading.atOnce);
    expect(order.slice(fileLimits.reading.atOnce)).toEqual(
      ["soon 1", "soon 2", "later 3", "later 4"].slice(0, order.length),
    );
  });

  test("leaving while waiting gives the place to others, and what fails frees its own", async () => {
    const leaving = new AbortController();
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const holding = Array.from({ length: fileLimits.reading.atOnce }, () => inTurn("later", always, () => gate));
    const left = inTurn("later", leaving.signal, async () => "never");
    const next = inTurn("later", always, async () => "next");
    leaving.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
    open();
    await Promise.all(holding);
    expect(await next).toBe("next");
    for (let at = 0; at < 5; at++)
      await expect(inTurn("later", always, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await inTurn("later", always, async () => "still")).toBe("still");
  });
});
