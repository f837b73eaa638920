import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aDocx, field } from "#tests/support/hostile-docx.ts";
import { aGoodPdf, aGoodText } from "#tests/support/hostile-files.ts";
import { inspectBytes } from "./inspect-bytes.ts";
import { findingWeights } from "./inspection.ts";

const given = join(process.env.CORPORA_DIR ?? "", "files");
const folder = process.env.CORPORA_DIR && existsSync(given) ? given : null;
const realNames = folder === null ? [] : readdirSync(folder).filter((name) => /\.(?:pdf|docx)$/.test(name));
const realFile = (name: string) => readFileSync(join(folder ?? "", name));

describe.skipIf(folder === null)("of the real files of others", () => {
  test("only the encrypted one is refused, and in none is anything found that weighs", async () => {
    expect(realNames.length).toBeGreaterThan(10);
    const refused: Record<string, string> = {};
    for (const name of realNames) {
      const inspection = await inspectBytes(realFile(name), name);
      if (!inspection.ok) refused[name] = inspection.refusal;
      else expect(inspection.findings.filter(({ code }) => findingWeights[code] === "hit")).toEqual([]);
    }
    expect(refused).toEqual({ "libreoffice-writer-password.pdf": "encrypted" });
  });
});

describe("a good file that was damaged gets an answer, within a second of work:", { timeout: 30_000 }, () => {
  const files: [string, () => Buffer | Promise<Buffer>][] = [
    ["packed.pdf", () => aGoodPdf()],
    ["plain.pdf", () => aGoodPdf("Text", false)],
    ["built.docx", () => aDocx({ body: field(" TOC ") })],
    ["minutes.txt", aGoodText],
    ...realNames.map((name): [string, () => Buffer] => [name, () => realFile(name)]),
  ];
  for (const [index, [name, read]] of files.entries()) {
    test(name, async () => {
      const good = await read();
      const random = randomFrom(index + 1);
      const below = (limit: number) => Math.floor(random() * limit);
      for (let round = 0; round < 60; round++) {
        const bytes = Buffer.from(round % 3 === 0 ? good.subarray(0, below(good.length)) : good);
        // One byte, a few, or many; also whole stretches of one value.
        const flips = round % 3 === 0 ? 0 : 1 + below(round);
        for (let i = 0; i < flips; i++) bytes[below(bytes.length)] = below(256);
        if (round % 5 === 0 && bytes.length > 0) bytes.fill(below(256), below(bytes.length), below(bytes.length));
        const before = process.cpuUsage();
        const inspection = await inspectBytes(bytes, name);
        const { user, system } = process.cpuUsage(before);
        expect((user + system) / 1e6).toBeLessThan(1);
        expect(typeof inspection.ok).toBe("boolean");
      }
    });
  }
});

/** The same numbers from 0 to 1 at each run (mulberry32), so that a failure can be met again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
