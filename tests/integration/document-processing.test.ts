import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { documents } from "#db/schema/documents.ts";
import { processing } from "#lib/documents/numbers.ts";
import { openDocument } from "#lib/documents/open-document.ts";
import { processDocuments } from "#lib/documents/process-documents.ts";
import { BlobMissingError } from "#lib/documents/store/blob-store.ts";
import { FileDamagedError } from "#lib/documents/store/open-segments.ts";
import { database, driver } from "#lib/platform/database.ts";
import {
  aDocxOf,
  aPdfOf,
  aText,
  eventsOf,
  find,
  inOwnHouse,
  pathOnDisk,
  processAll,
  rowOf,
  someone,
  unhurried,
  uploaded,
} from "#tests/support/documents.ts";
import { readAll } from "#tests/support/files.ts";

inOwnHouse("document_processing");
afterEach(async () => {
  await database().delete(documents);
});

describe("a stored file", () => {
  const harms = {
    "of which one bit was turned": (path: string) => {
      const bytes = readFileSync(path);
      bytes[bytes.length - 40] = (bytes.at(-40) ?? 0) ^ 1;
      writeFileSync(path, bytes);
    },
    "that was cut off": (path: string) => truncateSync(path, 60),
    "that is gone": (path: string) => rmSync(path),
  };
  test.each(Object.entries(harms))(
    "%s fails for good, says so, and is never read as something else",
    async (_, harm) => {
      const person = await someone();
      const documentId = await uploaded(person, "plan.txt", aText("The plan is to wait."));
      harm(pathOnDisk(documentId));
      await processAll();
      expect(await rowOf(documentId)).toMatchObject({ state: "failed", failure: "damaged", dueAt: null });
      const of = { documentId, ownerId: person.actor.id };
      expect((await eventsOf("document.damaged")).at(-1)).toEqual(of);
      expect(await find(person, "What is the plan?")).toEqual([]);
      const opened = await openDocument(person, { documentId });
      if (!opened.ok) throw new Error(opened.error);
      const error = await readAll(opened.value.read()).catch((cause: unknown) => cause);
      expect(error instanceof FileDamagedError || error instanceof BlobMissingError).toBe(true);
    },
  );

  test("of another document in its place is damaged, too, even of the same owner", async () => {
    const person = await someone();
    const [mine, other] = [await uploaded(person, "a.txt", aText()), await uploaded(person, "b.txt", aText())];
    writeFileSync(pathOnDisk(mine), readFileSync(pathOnDisk(other)));
    await processAll();
    expect([await rowOf(mine), await rowOf(other)]).toMatchObject([{ failure: "damaged" }, { state: "ready" }]);
  });
});

describe("work on documents", () => {
  test("is shared: what one process has in hand no other takes, until its lease is over", async () => {
    const person = await someone();
    const documentId = await uploaded(person, "a.txt", aText());
    const work = (at: number) => processDocuments(database(), new Date(at), unhurried);
    const taken = await Promise.all([work(Date.now()), work(Date.now()), work(Date.now())]);
    expect(taken.reduce((a, b) => a + b)).toBe(1);
    expect(await rowOf(documentId)).toMatchObject({ state: "ready", dueAt: null });
    const told = (await eventsOf("document.ready")) as { documentId: string }[];
    expect(told.filter((each) => each.documentId === documentId)).toHaveLength(1);
  });

  test("of a process that died with it is taken up when the lease is over, and not before", async () => {
    const person = await someone();
    const documentId = await uploaded(person, "a.txt", aText());
    // As a killed process leaves it.
    await database()
      .update(documents)
      .set({ attempts: 1, dueAt: new Date(Date.now() + processing.lease) });
    await processAll(processing.lease - 10_000);
    expect((await rowOf(documentId)).state).toBe("extracting");
    await processAll(processing.lease + 1_000);
    expect((await rowOf(documentId)).state).toBe("ready");
  });

  test("that was stopped is given back at once", async () => {
    const person = await someone();
    const documentId = await uploaded(person, "a.txt", aText());
    const stopping = new AbortController();
    const working = processDocuments(database(), new Date(), stopping.signal);
    setTimeout(() => stopping.abort(), 50);
    await working;
    const { state, dueAt } = await rowOf(documentId);
    expect(state).toBe("extracting");
    expect(dueAt?.getTime()).toBeLessThan(Date.now() + 5_000);
    await processAll(5_000);
    expect((await rowOf(documentId)).state).toBe("ready");
  });

  test("waits longer each time, ten minutes at the most", () => {
    const pauses = [1, 2, 3, 4, 10, 11, 2_000].map(processing.pauseAfter);
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 512_000, 600_000, 600_000]);
  });
});

test("a dump of the database, and every stored file, hold nothing of what documents are called or say", async () => {
  const person = await someone();
  const word = "periwinkle";
  const files = {
    [`${word}-notes.txt`]: Buffer.from(`The ${word} blooms in May.\n`),
    [`${word}-rules.md`]: Buffer.from(`# About the ${word}\n\nThe ${word} is watered daily.\n`),
    [`${word}-report.pdf`]: await aPdfOf([`Nobody may pick the ${word}.`]),
    [`${word}-plan.docx`]: await aDocxOf(`The ${word}`, [`A ${word} costs 4 euros.`]),
  };
  const ids: string[] = [];
  for (const [name, content] of Object.entries(files)) ids.push(await uploaded(person, name, content));
  await processAll();
  for (const id of ids) expect((await rowOf(id)).state).toBe("ready");
  expect(await find(person, `Who may pick the ${word}?`)).not.toEqual([]);

  const tables = await driver()<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`;
  const holding: string[] = [];
  const keys: string[] = [];
  let size = 0;
  for (const { schema, name } of tables) {
    const rows = await driver().unsafe<{ text: string }[]>(`select t::text from "${schema}"."${name}" t`);
    for (const row of rows) {
      const line = Object.values(row).join();
      // Bytes print as hex; what is inside them counts too.
      const bytes = line.replace(/\\+x([0-9a-f]+)/g, (_, hex: string) => Buffer.from(hex, "hex").toString("latin1"));
      size += line.length;
      for (const text of [line, bytes]) {
        if (text.toLowerCase().includes(word)) holding.push(name);
        if (/"(?:key|sha256)":/.test(text)) keys.push(name);
      }
    }
  }
  expect([holding, keys]).toEqual([[], []]);
  expect(size, "the dump is a real one").toBeGreaterThan(5_000);
  for (const id of ids) {
    const stored = readFileSync(pathOnDisk(id)).toString("latin1");
    expect(stored.toLowerCase()).not.toContain(word);
    expect(stored).not.toMatch(/%PDF|^PK|blooms|watered/);
  }
});
