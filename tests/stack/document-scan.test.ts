import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { documentPassages, documents, documentTerms } from "#db/schema/documents.ts";
import { decideQuarantine } from "#lib/documents/decide-quarantine.ts";
import { fileLimits, processing, rescanning } from "#lib/documents/numbers.ts";
import { openDocument } from "#lib/documents/open-document.ts";
import { processDocuments } from "#lib/documents/process-documents.ts";
import { readText } from "#lib/documents/queries.ts";
import { rescanDocuments } from "#lib/documents/rescan-documents.ts";
import { startProcessor } from "#lib/documents/run-processor.ts";
import { scanLimits } from "#lib/documents/scan/numbers.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { database, databaseUrl } from "#lib/platform/database.ts";
import { env } from "#lib/platform/env.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { type ClamdServer, freePort, ourMalware, startClamd } from "#tests/support/clamd.ts";
import { type ClamdGate, startClamdGate } from "#tests/support/clamd-gate.ts";
import {
  aText,
  eventsOf,
  find,
  inOwnHouse,
  pathOnDisk,
  processAll,
  rowOf,
  someone,
  unhurried,
  upload,
  uploaded,
  useScanner,
} from "#tests/support/documents.ts";
import { eicar } from "#tests/support/hostile-files.ts";
import { waitingMails } from "#tests/support/mails.ts";

inOwnHouse("document_scan");

const port = await freePort();
let clamd: ClamdServer;
let gate: ClamdGate;
let anna: PersonCtx;
let moderator: PersonCtx;
beforeAll(async () => {
  clamd = await startClamd({ port });
  moderator = await someone({ role: "moderator" });
});
beforeEach(async () => {
  anna = await someone();
  gate = await startClamdGate(clamd);
  useScanner(gate.url);
});
afterEach(async () => {
  gate.hold = null;
  await gate.close();
  await database().delete(documents);
});
afterAll(() => clamd.stop());

const signature = "ConvoSphere.Test.UNOFFICIAL";
const aHit = (words = "The invoice is due.") => `${aText(words)}${ourMalware}\n`;
const stateOf = async (id: string) => (await rowOf(id)).state;
const mailsTo = async (person: PersonCtx) =>
  (await waitingMails(database(), new Date()))
    .filter(({ accountId }) => accountId === person.actor.id)
    .map(({ kind }) => kind);
const eventsAbout = async (name: Parameters<typeof eventsOf>[0], documentId: string) =>
  (await eventsOf(name)).filter((data) => (data as { documentId: string }).documentId === documentId);
/** Longer than any pause before the next try. */
const LATER = 11 * 60_000;

test("a clean file is scanned, then read, and says which signatures it was scanned with", async () => {
  gate.version = "ClamAV 1.4.6/27810/Sat Nov 21 09:12:41 2026";
  const accepted = await upload(anna, "canteen.txt", aText("The canteen opens at noon."));
  const documentId = accepted.ok ? accepted.value.documentId : "";
  expect(accepted).toEqual(ok({ documentId, state: "scanning", isKnown: false }));
  expect(await openDocument(anna, { documentId })).toEqual(fail("document-not-scanned"));
  await processDocuments(database(), new Date(), unhurried);
  expect(await stateOf(documentId)).toBe("extracting");
  await processAll();
  expect(await rowOf(documentId)).toMatchObject({
    ...{ state: "ready", scanner: "clamav", signature: null, signaturesVersion: "ClamAV 1.4.6/27810" },
    ...{ scannedAt: expect.any(Date), dueAt: null, attempts: 0 },
  });
  const of = { documentId, ownerId: anna.actor.id };
  expect(await eventsAbout("document.scanned", documentId)).toEqual([
    { ...of, clean: true, version: "ClamAV 1.4.6/27810" },
  ]);
  expect(await find(anna, "When does the canteen open?")).toMatchObject([{ documentId }]);
});

test("what the scanner finds is quarantined and never read; what the built-in checks find never even waits for it", async () => {
  const hit = await uploaded(anna, "invoice.txt", aHit());
  const known = await upload(anna, "virus.txt", eicar());
  expect(known).toMatchObject(ok({ state: "quarantined" }));
  await processAll();
  await processAll(LATER);
  expect(await rowOf(hit)).toMatchObject({ state: "quarantined", scanner: "clamav", signature, dueAt: null });
  const of = { documentId: hit, ownerId: anna.actor.id };
  expect(await eventsAbout("document.scanned", hit)).toMatchObject([{ ...of, clean: false }]);
  expect(await eventsAbout("document.quarantined", hit)).toEqual([{ ...of, scanner: "clamav", signature }]);
  expect(await mailsTo(anna)).toEqual(["file-quarantined", "file-quarantined"]);
  expect(await openDocument(anna, of)).toEqual(fail("document-not-scanned"));
  expect([await find(anna, "When is the invoice due?"), await readText(database(), of)]).toEqual([[], []]);
  expect(gate.scans).toBe(1);
});

describe("a scanner that is away", () => {
  test("lets nothing through, however often it is asked; other work goes on, and so do they when it is back", async () => {
    useScanner(null);
    const free = await uploaded(anna, "before.txt", aText("Work goes on."));
    useScanner(`tcp://127.0.0.1:${await freePort()}`);
    const waiting = [await uploaded(anna, "a.txt", aText()), await uploaded(anna, "b.txt", aHit())];
    for (const ahead of [0, 2_000, LATER, 2 * LATER]) {
      await processAll(ahead);
      for (const id of waiting) {
        expect(await rowOf(id)).toMatchObject({ state: "scanning", scanner: null, scannedAt: null });
        expect(await openDocument(anna, { documentId: id })).toEqual(fail("document-not-scanned"));
      }
    }
    expect(await stateOf(free)).toBe("ready");
    const { attempts, dueAt } = await rowOf(waiting[0] as string);
    expect(attempts).toBeGreaterThanOrEqual(4);
    expect(dueAt?.getTime()).toBeLessThan(Date.now() + 600_000);
    useScanner(gate.url);
    await processAll(LATER);
    expect(await Promise.all(waiting.map(stateOf))).toEqual(["ready", "quarantined"]);
  });

  test("that is taken out of the settings leaves what waits for it waiting", async () => {
    const id = await uploaded(anna, "a.txt", aText());
    useScanner(null);
    await processAll(LATER);
    expect(await stateOf(id)).toBe("scanning");
  });

  test("killed in the middle of a file leaves it to be scanned again", async () => {
    const id = await uploaded(anna, "large.txt", Buffer.from(randomBytes(4_000_000).toString("hex")));
    gate.after = { bytes: 2_000_000, work: () => clamd.stop() };
    await processDocuments(database(), new Date(), unhurried);
    expect(gate.after, "it was in the middle").toBeNull();
    expect(await rowOf(id)).toMatchObject({ state: "scanning", attempts: 1, scannedAt: null });
    const other = await uploaded(anna, "other.txt", aText());
    await database().update(documents).set({ state: "extracting" }).where(eq(documents.id, other));
    await processAll();
    expect([await stateOf(id), await stateOf(other)]).toEqual(["scanning", "ready"]);
    clamd = await startClamd({ port });
    await processDocuments(database(), new Date(Date.now() + LATER), unhurried);
    expect(await rowOf(id)).toMatchObject({ state: "extracting", scanner: "clamav", signature: null });
  });
});

test("a file that the scanner would not look at as a whole is not taken for clean", async () => {
  const small = await startClamd({ port: await freePort(), streamMaxLength: "1M" });
  useScanner(small.url);
  const id = await uploaded(anna, "large.txt", Buffer.from(randomBytes(2_000_000).toString("hex")));
  // clamd resets the connection behind its answer, which may be lost with it: then it is asked again.
  const again = async () => {
    await processAll();
    return (await rowOf(id)).state;
  };
  await expect.poll(again, { timeout: 60_000, interval: 500 }).toBe("quarantined");
  expect(await rowOf(id)).toMatchObject({ signature: "too-large" });
  await small.stop();
});

describe("the processes of a server", () => {
  test("that holds one file for long go on with the others", async () => {
    gate.hold = "slowcoach";
    const slow = await uploaded(anna, "slow.txt", aText("slowcoach"));
    const processor = startProcessor();
    await expect.poll(() => gate.held(), { timeout: 30_000 }).toBe(1);
    const quick = await Promise.all([1, 2, 3].map((n) => uploaded(anna, `quick-${n}.txt`, aText())));
    await expect.poll(() => Promise.all(quick.map(stateOf)), { timeout: 60_000 }).toEqual(["ready", "ready", "ready"]);
    expect([await stateOf(slow), gate.held()]).toEqual(["scanning", 1]);
    gate.hold = null;
    await expect.poll(() => stateOf(slow), { timeout: 30_000 }).toBe("ready");
    await processor.stop();
  });

  test("that stops leaves what it has in hand to be taken up at once", async () => {
    gate.hold = "in hand";
    const id = await uploaded(anna, "a.txt", aText("in hand"));
    const processor = startProcessor();
    await expect.poll(() => gate.held(), { timeout: 30_000 }).toBe(1);
    await processor.stop();
    const { state, dueAt } = await rowOf(id);
    expect(state).toBe("scanning");
    expect(dueAt?.getTime()).toBeLessThan(Date.now() + 5_000);
  });

  test("killed with a file in hand leaves it to another when the lease is over, and not before", async () => {
    gate.hold = "in hand";
    const id = await uploaded(anna, "a.txt", aText("in hand"));
    const script = `
      const { processDocuments } = await import("#lib/documents/process-documents.ts");
      const { database } = await import("#lib/platform/database.ts");
      await processDocuments(database(), new Date(), new AbortController().signal);`;
    const { PATH } = process.env;
    const settings = { DATABASE_URL: databaseUrl(), DATA_DIR: env().dataDir, CLAMD_URL: gate.url };
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      env: { PATH, NODE_ENV: "test", LOG_LEVEL: "silent", ...settings },
      stdio: "ignore",
    });
    await expect.poll(() => gate.held(), { timeout: 30_000 }).toBe(1);
    child.kill("SIGKILL");
    await once(child, "exit");
    gate.hold = null;
    await processAll(processing.lease - 60_000);
    expect(await rowOf(id)).toMatchObject({ state: "scanning", attempts: 1 });
    await processAll(processing.lease + 1_000);
    expect(await stateOf(id)).toBe("ready");
  });

  test("whose lease was lost on the way write nothing over what the next one found", async () => {
    gate.hold = "in hand";
    const id = await uploaded(anna, "a.txt", aHit("in hand"));
    const slow = processDocuments(database(), new Date(), unhurried);
    await expect.poll(() => gate.held(), { timeout: 30_000 }).toBe(1);
    const next = processDocuments(database(), new Date(Date.now() + processing.lease + 1_000), unhurried);
    await expect.poll(() => gate.held(), { timeout: 30_000 }).toBe(2);
    gate.hold = null;
    await Promise.all([slow, next]);
    expect(await rowOf(id)).toMatchObject({ state: "quarantined" });
    expect(await eventsAbout("document.quarantined", id)).toHaveLength(1);
    expect(await mailsTo(anna)).toEqual(["file-quarantined"]);
  });

  test("keep a file no longer than its lease", () => {
    const versionAsked = 2 * scanLimits.stepMs;
    expect(processing.lease).toBeGreaterThan(scanLimits.wholeMs + versionAsked);
    expect(processing.lease).toBeGreaterThan(fileLimits.reading.milliseconds * 2);
  });
});

describe("looking again", () => {
  const rescan = (at = new Date(), most?: number) => rescanDocuments(database(), at, unhurried, most);
  /** Read while no scanner was attached. */
  const ready = async (name: string, text: string) => {
    useScanner(null);
    const id = await uploaded(anna, name, text);
    await processAll();
    expect(await rowOf(id)).toMatchObject({ state: "ready", scanner: "built-in", signaturesVersion: null });
    useScanner(gate.url);
    return id;
  };

  test("takes away what a scanner finds that was not there when the file came, and leaves the clean alone", async () => {
    const hit = await ready("invoice.txt", aHit("The invoice is due on Friday."));
    const clean = await ready("canteen.txt", aText("The canteen opens on Friday."));
    expect((await find(anna, "What happens on Friday?")).map(({ documentId }) => documentId).sort()).toEqual(
      [hit, clean].sort(),
    );
    expect(await rescan()).toBe(2);
    expect(await rowOf(hit)).toMatchObject({ state: "quarantined", scanner: "clamav", signature, dueAt: null });
    expect(await rowOf(clean)).toMatchObject({ state: "ready", scanner: "clamav", signature: null });
    const of = { documentId: hit, ownerId: anna.actor.id };
    expect((await find(anna, "What happens on Friday?")).map(({ documentId }) => documentId)).toEqual([clean]);
    expect(await find(anna, "What happens on Friday?", [hit])).toEqual([]);
    expect(await openDocument(anna, of)).toEqual(fail("document-not-scanned"));
    expect(await readText(database(), of)).toEqual([]);
    expect(await eventsAbout("document.quarantined", hit)).toEqual([{ ...of, scanner: "clamav", signature }]);
    expect(await mailsTo(anna)).toEqual(["file-quarantined"]);
    expect(await rescan(), "nothing is left to look at").toBe(0);
  });

  test("happens when the signatures change; a clean document is read and asked all the while", async () => {
    gate.version = "ClamAV 1.4.6/27810/Sat Nov 21 09:12:41 2026";
    const id = await uploaded(anna, "canteen.txt", aText("The canteen opens at noon."));
    await processAll();
    const before = await rowOf(id);
    expect([await rescan(), gate.scans]).toEqual([0, 1]);
    gate.version = "ClamAV 1.4.6/27811/Sun Nov 22 09:12:41 2026";
    useScanner(gate.url); // what was remembered of the version is forgotten
    gate.hold = "canteen";
    const looking = rescan();
    await expect.poll(() => gate.held(), { timeout: 30_000 }).toBe(1);
    expect(await rowOf(id)).toEqual(before);
    expect(await find(anna, "When does the canteen open?")).toMatchObject([{ documentId: id }]);
    expect((await openDocument(anna, { documentId: id })).ok).toBe(true);
    gate.hold = null;
    expect(await looking).toBe(1);
    const { signaturesVersion, scannedAt, ...rest } = await rowOf(id);
    expect(signaturesVersion).toBe("ClamAV 1.4.6/27811");
    expect(scannedAt?.getTime()).toBeGreaterThan(before.scannedAt?.getTime() ?? Number.POSITIVE_INFINITY);
    expect(before).toMatchObject(rest);
    expect([await rescan(), gate.scans]).toEqual([0, 2]);
  });

  test("is done of a bounded number at a time, and of failed documents too, which can be downloaded", async () => {
    const ids = [await ready("a.txt", aText()), await ready("b.txt", aText()), await ready("c.txt", aHit())];
    await database()
      .update(documents)
      .set({ state: "failed", failure: "too-long" })
      .where(eq(documents.id, ids[2] as string));
    expect([await rescan(new Date(), 2), await rescan(new Date(), 2), await rescan(new Date(), 2)]).toEqual([2, 1, 0]);
    expect(await Promise.all(ids.map(stateOf))).toEqual(["ready", "ready", "quarantined"]);
  });

  test("is done once a day where the scanner does not tell of its signatures", async () => {
    const id = await uploaded(anna, "a.txt", aText());
    await processAll();
    expect((await rowOf(id)).signaturesVersion).toMatch(/^ClamAV [\d.]+$/);
    expect(await rescan(new Date(Date.now() + rescanning.undatedAfter - 60_000))).toBe(0);
    expect(await rescan(new Date(Date.now() + rescanning.undatedAfter + 60_000))).toBe(1);
  });

  test("respects who let a file out of quarantine, until something else is found in it", async () => {
    useScanner(null);
    const id = await uploaded(anna, "test.txt", eicar());
    useScanner(gate.url);
    gate.version = "ClamAV 1.4.6/1/Sat Nov 21 09:12:41 2026";
    const decide = (decision: "release" | "destroy") =>
      decideQuarantine(
        { ...moderator, now: new Date() },
        { documentId: id, decision, reason: "Known to be harmless." },
      );
    expect(await decide("release")).toEqual(ok(null));
    await processAll();
    expect(await rowOf(id)).toMatchObject({ state: "ready", signature: "eicar", decidedBy: moderator.actor.id });
    expect(await rescan()).toBe(1);
    const undecided = { decidedBy: null, decidedAt: null, reason: null };
    expect(await rowOf(id)).toMatchObject({ state: "quarantined", signature: "Eicar.Test.UNOFFICIAL", ...undecided });
    expect(await decide("release")).toEqual(ok(null));
    await processAll();
    gate.version = "ClamAV 1.4.6/2/Sat Nov 21 09:12:41 2026";
    useScanner(gate.url);
    expect(await rescan()).toBe(1);
    const known = { signature: "Eicar.Test.UNOFFICIAL", signaturesVersion: "ClamAV 1.4.6/2" };
    expect(await rowOf(id)).toMatchObject({ state: "ready", decidedBy: moderator.actor.id, ...known });
    expect(await rescan()).toBe(0);
  });

  test("and destroying what was found takes passages and terms along", async () => {
    const id = await ready("invoice.txt", aHit());
    await rescan();
    const decided = { documentId: id, decision: "destroy", reason: "It is malware." } as const;
    expect(await decideQuarantine({ ...moderator, now: new Date() }, decided)).toEqual(ok(null));
    for (const table of [documentPassages, documentTerms])
      expect(await database().select().from(table).where(eq(table.documentId, id))).toEqual([]);
  });

  test("without a scanner, or with one that is away, changes nothing", async () => {
    const id = await ready("invoice.txt", aHit());
    const before = await rowOf(id);
    for (const url of [null, `tcp://127.0.0.1:${await freePort()}`]) {
      useScanner(url);
      expect(await rescan()).toBe(0);
    }
    useScanner(gate.url);
    gate.after = { bytes: 10, work: () => clamd.stop() };
    gate.version = "ClamAV 1.4.6/2/Sat Nov 21 09:12:41 2026";
    await rescan();
    expect(await rowOf(id)).toEqual(before);
    clamd = await startClamd({ port });
    expect(await rescan()).toBe(1);
    expect(await stateOf(id)).toBe("quarantined");
  });

  test("finds damaged files, and leaves alone what a store does not have at this moment", async () => {
    const [damaged, away] = [await ready("a.txt", aText()), await ready("b.txt", aText())];
    writeFileSync(pathOnDisk(damaged), randomBytes(500));
    rmSync(pathOnDisk(away));
    await rescan();
    expect(await rowOf(damaged)).toMatchObject({ state: "failed", failure: "damaged" });
    expect(await eventsAbout("document.damaged", damaged)).toHaveLength(1);
    expect(await rowOf(away)).toMatchObject({ state: "ready", scanner: "built-in" });
    await rescan();
    expect(await eventsAbout("document.damaged", damaged)).toHaveLength(1);
  });
});
