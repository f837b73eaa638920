import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { decideQuarantine } from "#lib/documents/decide-quarantine.ts";
import { deleteDocument } from "#lib/documents/delete-document.ts";
import { openDocument } from "#lib/documents/open-document.ts";
import { listQuarantine, readDocument } from "#lib/documents/queries.ts";
import { DecideQuarantine } from "#lib/documents/schema.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { database } from "#lib/platform/database.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { aDocument } from "#tests/support/a-document.ts";
import {
  eventsOf,
  find,
  inOwnHouse,
  pathOnDisk,
  processAll,
  rowOf,
  someone,
  upload,
} from "#tests/support/documents.ts";
import { readAll } from "#tests/support/files.ts";
import { waitingMails } from "#tests/support/mails.ts";

inOwnHouse("quarantine");

const reason = "Its sender was asked, and knows it.";
const content = "The canteen serves pumpkin soup every Thursday.";

let moderator: PersonCtx;
let owner: PersonCtx;
beforeAll(async () => {
  moderator = await someone({ role: "moderator", name: "Mona" });
  owner = await someone({ name: "Olga" });
});

const caught = (of: PersonCtx = owner, text = `${content} ${randomUUID()}`) =>
  aDocument(of, { state: "quarantined", name: "soup.txt", signature: "eicar", content: text });
const decide = (ctx: PersonCtx, documentId: string, decision: "release" | "destroy") =>
  decideQuarantine({ ...ctx, now: new Date() }, { documentId, decision, reason });
const seen = (ctx: PersonCtx, documentId: string) => readDocument(database(), { documentId, ownerId: ctx.actor.id });
const mailsTo = async (person: PersonCtx) =>
  (await waitingMails(database(), new Date())).flatMap(({ accountId, kind }) =>
    accountId === person.actor.id ? [kind] : [],
  );

describe("who decides", () => {
  test.each(["user", "premium"] as const)("not a %s: it is refused, recorded, and nothing changes", async (role) => {
    const documentId = await caught();
    const person = await someone({ role });
    expect(await decide(person, documentId, "release")).toEqual(fail("not-allowed"));
    expect(await eventsOf("access.denied", person.actor.id)).toEqual([
      { permission: "quarantine.decide", reason: "not-allowed", resourceId: documentId },
    ]);
    expect(await rowOf(documentId)).toMatchObject({ state: "quarantined", decidedBy: null, reason: null });
  });

  test("not who signed in long ago", async () => {
    const documentId = await caught();
    const signedInAt = new Date(Date.now() - 16 * 60_000);
    const tired = { ...moderator, actor: { ...moderator.actor, signedInAt } };
    expect(await decide(tired, documentId, "destroy")).toEqual(fail("stale-sign-in"));
    expect((await rowOf(documentId)).state).toBe("quarantined");
  });

  test.each(["moderator", "admin"] as const)(
    "not the owner of the file, a %s neither; another one does",
    async (role) => {
      const mine = await someone({ role });
      const documentId = await caught(mine);
      for (const decision of ["release", "destroy"] as const)
        expect(await decide(mine, documentId, decision)).toEqual(fail("not-yourself"));
      expect(await rowOf(documentId)).toMatchObject({ state: "quarantined", decidedBy: null });
      expect(await decide(moderator, documentId, "release")).toEqual(ok(null));
    },
  );

  test("nobody about a file that is not in quarantine, or not there", async () => {
    for (const state of ["ready", "extracting", "scanning", "failed", "destroyed"] as const) {
      const documentId = await aDocument(owner, { state });
      expect([state, await decide(moderator, documentId, "destroy")]).toEqual([state, fail("document-not-found")]);
      expect((await rowOf(documentId)).state).toBe(state);
    }
    expect(await decide(moderator, randomUUID(), "destroy")).toEqual(fail("document-not-found"));
  });

  test("with a reason of 5 to 500 characters, and nothing else", () => {
    const given = { documentId: randomUUID(), decision: "release", reason };
    expect(DecideQuarantine.safeParse(given).success).toBe(true);
    for (const wrong of [{ reason: "  no  " }, { reason: "x".repeat(501) }, { decision: "keep" }, { ownerId: "me" }])
      expect([wrong, DecideQuarantine.safeParse({ ...given, ...wrong }).success]).toEqual([wrong, false]);
  });
});

test("of two decisions at the same moment one holds, whichever they are", async () => {
  const other = await someone({ role: "admin" });
  for (let round = 0; round < 8; round += 1) {
    const documentId = await caught();
    const [released, destroyed] = await Promise.all([
      decide(moderator, documentId, "release"),
      decide(other, documentId, "destroy"),
    ]);
    const { state, decidedBy, fileKey } = await rowOf(documentId);
    const isReleased = released.ok;
    expect([released, destroyed]).toContainEqual(fail("document-not-found"));
    expect(released.ok).not.toBe(destroyed.ok);
    expect([decidedBy, fileKey.length > 0, existsSync(pathOnDisk(documentId)), state]).toEqual([
      (isReleased ? moderator : other).actor.id,
      ...[isReleased, isReleased],
      isReleased ? "extracting" : "destroyed",
    ]);
  }
});

describe("a file that is let out", () => {
  test("is read like any other: found by a question, downloaded as it was; its owner sees why", async () => {
    const person = await someone();
    const documentId = await caught(person, content);
    expect(await openDocument(person, { documentId })).toEqual(fail("document-not-scanned"));
    await processAll(60_000);
    expect((await rowOf(documentId)).state, "until somebody decides nothing is read").toBe("quarantined");

    expect(await decide(moderator, documentId, "release")).toEqual(ok(null));
    await processAll();
    expect(await seen(person, documentId)).toMatchObject({ state: "ready", signature: "eicar", reason });
    expect((await find(person, "When is there pumpkin soup?"))[0]).toMatchObject({ documentId, text: content });
    const opened = await openDocument(person, { documentId });
    expect(opened.ok && (await readAll(opened.value.read())).toString()).toBe(content);
    expect(await eventsOf("document.released", moderator.actor.id)).toContainEqual({
      documentId,
      ownerId: person.actor.id,
    });
    expect(await mailsTo(person)).toEqual(["file-released"]);
  });
});

describe("a file that is destroyed", () => {
  test("opens for nobody any more: its key and its bytes are gone; its owner sees why", async () => {
    const person = await someone();
    const documentId = await caught(person);
    expect(existsSync(pathOnDisk(documentId))).toBe(true);

    expect(await decide(moderator, documentId, "destroy")).toEqual(ok(null));
    expect((await rowOf(documentId)).fileKey).toHaveLength(0);
    expect(existsSync(pathOnDisk(documentId))).toBe(false);
    expect(await openDocument(person, { documentId })).toEqual(fail("document-not-scanned"));
    await processAll(60_000);
    expect(await seen(person, documentId)).toMatchObject({ state: "destroyed", reason, name: "soup.txt" });
    expect(await find(person, "soup")).toEqual([]);
    expect(await eventsOf("document.destroyed", moderator.actor.id)).toContainEqual({
      documentId,
      ownerId: person.actor.id,
    });
    expect(await mailsTo(person)).toEqual(["file-destroyed"]);
  });

  test("does not come back by being uploaded again; who deletes its line may try, and it is looked into anew", async () => {
    const person = await someone();
    const text = `${content} ${randomUUID()}`;
    const documentId = await caught(person, text);
    await decide(moderator, documentId, "destroy");
    expect(await upload(person, "again.txt", text)).toEqual(ok({ documentId, state: "destroyed", isKnown: true }));
    expect(existsSync(pathOnDisk(documentId))).toBe(false);
    expect(await deleteDocument(person, { documentId })).toEqual(ok(null));
    expect(await upload(person, "again.txt", text)).toMatchObject({ value: { state: "extracting", isKnown: false } });
  });
});

test("the list says what was found in whose file, the oldest first, and nothing of what is in it", async () => {
  const person = await someone({ name: "Lena" });
  const secret = `A secret: ${randomUUID()}`;
  const older = await aDocument(
    { ...person, now: new Date(Date.now() - 60_000) },
    { state: "quarantined", name: "older.txt", signature: "Win.Test-1", content: secret },
  );
  const newer = await aDocument(person, { state: "quarantined", name: "newer.txt", signature: "docx-macro" });
  await aDocument(person, { state: "ready" });
  const list = await listQuarantine(database());
  const hers = list.filter(({ ownerId }) => ownerId === person.actor.id);
  expect(hers).toMatchObject([
    { id: older, name: "older.txt", owner: "Lena", signature: "Win.Test-1", scanner: "built-in", size: secret.length },
    { id: newer, name: "newer.txt", owner: "Lena", signature: "docx-macro" },
  ]);
  expect(JSON.stringify(list)).not.toContain(secret);
});

test("a reason stands nowhere in the open: neither in the row nor in an event", async () => {
  const documentId = await caught();
  await decide(moderator, documentId, "destroy");
  const { reason: sealed } = await rowOf(documentId);
  expect(sealed?.includes(reason)).toBe(false);
  expect(JSON.stringify(await eventsOf("document.destroyed"))).not.toContain(reason);
});

test("who deletes a file of theirs in quarantine leaves nothing to decide", async () => {
  const documentId = await caught();
  expect(await deleteDocument({ ...owner, now: new Date() }, { documentId })).toEqual(ok(null));
  expect(existsSync(pathOnDisk(documentId))).toBe(false);
  expect(await decide(moderator, documentId, "release")).toEqual(fail("document-not-found"));
});
