import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { count, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { accounts } from "#db/schema/accounts.ts";
import { documents } from "#db/schema/documents.ts";
import { findingWeights } from "#lib/documents/inspect/inspection.ts";
import { fileLimits } from "#lib/documents/numbers.ts";
import { openDocument } from "#lib/documents/open-document.ts";
import { readDocument, readText } from "#lib/documents/queries.ts";
import { database } from "#lib/platform/database.ts";
import { env } from "#lib/platform/env.ts";
import { fail, ok } from "#lib/platform/result.ts";
import {
  aText,
  eventsOf,
  filesOnDisk,
  find,
  inOwnHouse,
  processAll,
  someone,
  upload,
  uploaded,
  useDataDir,
} from "#tests/support/documents.ts";
import { fewAtOnce } from "#tests/support/few-at-once.ts";
import { chunksOf } from "#tests/support/files.ts";
import { hostileFiles, tooLarge } from "#tests/support/hostile-files.ts";
import { waitingMails } from "#tests/support/mails.ts";
import { mayMount } from "#tests/support/mount.ts";

inOwnHouse("hostile_uploads");

const rows = async () => (await database().select({ n: count() }).from(documents))[0]?.n;

/** What there is, before and after something that must leave nothing. */
const traces = async () => ({ rows: await rows(), ...filesOnDisk() });

beforeEach(async () => {
  const person = await someone();
  await uploaded(person, "there-before.txt", aText());
});

test("each hostile file is refused with its own code and an event, and nothing of it stays", async () => {
  const refusals = hostileFiles.flatMap((file) => ("refusal" in file.answer ? [{ ...file, ...file.answer }] : []));
  expect(new Set(refusals.map(({ refusal }) => refusal)).size, "of many kinds").toBeGreaterThan(9);
  const before = await traces();
  const told: unknown[] = [];
  await fewAtOnce(
    refusals,
    async ({ what, name, bytes }) => {
      const person = await someone();
      const answer = await upload(person, name, await bytes());
      told.push({ what, answer, events: await eventsOf("document.refused", person.actor.id) });
    },
    2,
  );
  const expected = refusals.map(({ what, refusal: reason }) => ({ what, answer: fail(reason), events: [{ reason }] }));
  const byName = (a: { what: string }, b: { what: string }) => a.what.localeCompare(b.what);
  expect((told as typeof expected).sort(byName)).toEqual(expected.sort(byName));
  expect(await traces()).toEqual(before);
}, 600_000);

test("each that can harm is quarantined at once: the owner is told, and nobody reads, finds or downloads it", async () => {
  const hits = hostileFiles.filter(({ answer }) => "finds" in answer && findingWeights[answer.finds] === "hit");
  expect(hits.length).toBeGreaterThan(15);
  const told: { what: string; seen: unknown }[] = [];
  const expected: typeof told = [];
  await fewAtOnce(
    hits,
    async ({ what, name, bytes }) => {
      const person = await someone();
      const accepted = await upload(person, name, await bytes());
      const documentId = accepted.ok ? accepted.value.documentId : "";
      await processAll(60_000);
      const of = { documentId, ownerId: person.actor.id };
      const line = await readDocument(database(), of);
      const mails = (await waitingMails(database(), new Date())).filter(
        ({ accountId }) => accountId === person.actor.id,
      );
      const seen = {
        ...{ accepted, state: line?.state, scanner: line?.scanner, scanned: line?.scannedAt !== null },
        events: await eventsOf("document.quarantined", person.actor.id),
        mails: mails.map(({ kind }) => kind),
        opened: await openDocument(person, { documentId }),
        text: await readText(database(), of),
        found: await find(person, "report"),
      };
      const signature = line?.signature ?? "";
      const wanted = {
        accepted: ok({ documentId, state: "quarantined", isKnown: false }),
        ...{ state: "quarantined", scanner: "built-in", scanned: true },
        events: [{ ...of, scanner: "built-in", signature }],
        ...{ mails: ["file-quarantined"], opened: fail("document-not-scanned"), text: [], found: [] },
      };
      const isHit = findingWeights[signature as keyof typeof findingWeights] === "hit";
      told.push({ what, seen: { ...seen, isHit } });
      expected.push({ what, seen: { ...wanted, isHit: true } });
    },
    2,
  );
  expect(told).toEqual(expected);
}, 600_000);

test("a file of one byte too many is refused while it comes in, and the largest one is taken", async () => {
  const person = await someone();
  const before = await traces();
  let sent = 0;
  async function* counted() {
    for await (const chunk of chunksOf(Buffer.alloc(3 * fileLimits.bytes, "text\n"))) {
      sent += chunk.length;
      yield chunk;
    }
  }
  expect(await upload(person, "huge.txt", "", { source: counted() })).toEqual(fail("too-large"));
  expect(sent, "nothing is read beyond the limit").toBeLessThan(fileLimits.bytes + 200_000);
  expect(await upload(person, "large.txt", tooLarge())).toEqual(fail("too-large"));
  expect(await eventsOf("document.refused", person.actor.id)).toEqual([
    { reason: "too-large" },
    { reason: "too-large" },
  ]);
  expect(await traces()).toEqual(before);
  expect(await upload(person, "large.txt", tooLarge().subarray(1))).toMatchObject(ok({ isKnown: false }));
});

describe("an upload that is broken off", () => {
  const endings = {
    "because the person leaves while it hangs": (leave: () => void) =>
      (async function* () {
        yield Buffer.alloc(300_000, "a");
        setTimeout(leave, 50);
        await delay(60_000, undefined, { ref: false });
      })(),
    "because the connection fails": () =>
      (async function* () {
        yield Buffer.alloc(300_000, "a");
        throw new Error("socket hang up");
      })(),
    "because the person leaves while the file is looked into": (leave: () => void) =>
      (async function* () {
        yield Buffer.from(aText());
        setTimeout(leave, 20);
      })(),
  };
  test.each(Object.entries(endings))("%s leaves nothing", async (_, source) => {
    const person = await someone();
    const before = await traces();
    const leaving = new AbortController();
    const sent = { source: source(() => leaving.abort()), signal: leaving.signal };
    expect(await upload(person, "half.txt", "", sent)).toEqual(fail("broken-off"));
    expect(await eventsOf("document.refused", person.actor.id)).toEqual([{ reason: "broken-off" }]);
    expect(await traces()).toEqual(before);
  });

  test("before it began leaves nothing either", async () => {
    const person = await someone();
    const before = await traces();
    expect(await upload(person, "none.txt", aText(), { signal: AbortSignal.abort() })).toEqual(fail("broken-off"));
    expect(await traces()).toEqual(before);
  });
});

test("a file whose row cannot be written, its owner being gone, leaves no file", async () => {
  const person = await someone();
  await uploaded(person, "first.txt", aText());
  async function* lastWords() {
    yield Buffer.from(aText());
    await database().delete(accounts).where(eq(accounts.id, person.actor.id));
  }
  const before = await traces();
  await expect(upload(person, "last.txt", "", { source: lastWords() })).rejects.toThrow();
  const after = await traces();
  expect(after).toEqual({ ...before, rows: (before.rows ?? 0) - 1 });
});

describe.skipIf(!mayMount())("on a full disk", () => {
  let disk: string;
  let usual: string;
  beforeEach(() => {
    usual = env().dataDir;
    disk = mkdtempSync(join(tmpdir(), "convosphere-full-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]);
    useDataDir(disk);
  });
  afterEach(() => {
    useDataDir(usual);
    execFileSync("umount", [disk]);
    rmSync(disk, { recursive: true });
  });

  test("an upload is refused with a code of its own and leaves nothing; one that fits is taken afterwards", async () => {
    const person = await someone();
    const before = await rows();
    expect(await upload(person, "large.txt", Buffer.alloc(3_000_000, "text\n"))).toEqual(fail("disk-full"));
    expect(await eventsOf("document.refused", person.actor.id)).toEqual([{ reason: "disk-full" }]);
    expect([await rows(), filesOnDisk(disk)]).toEqual([before, { incoming: [], stored: [] }]);
    const documentId = await uploaded(person, "small.txt", aText("The pantry is full."));
    await processAll();
    expect(await find(person, "What is full?")).toMatchObject([{ documentId }]);
  });
});
