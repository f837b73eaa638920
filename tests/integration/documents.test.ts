import { randomUUID } from "node:crypto";
import { count, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { conversations } from "#db/schema/chat.ts";
import { conversationDocuments, documentPassages, documents, documentTerms } from "#db/schema/documents.ts";
import { attachDocuments, detachDocument } from "#lib/documents/attach-documents.ts";
import { deleteDocument } from "#lib/documents/delete-document.ts";
import { editDocument } from "#lib/documents/edit-document.ts";
import { openDocument } from "#lib/documents/open-document.ts";
import { listDocuments, listDocumentsOf, listStates, readDocument, readText } from "#lib/documents/queries.ts";
import { runReader } from "#lib/documents/reading/run-reader.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { database } from "#lib/platform/database.ts";
import { fail, ok } from "#lib/platform/result.ts";
import {
  aDocxOf,
  aPdfOf,
  aText,
  eventsOf,
  filesOnDisk,
  find,
  inOwnHouse,
  processAll,
  rowOf,
  someone,
  unhurried,
  upload,
  uploaded,
} from "#tests/support/documents.ts";
import { aConversation } from "#tests/support/factories.ts";
import { chunksOf, readAll } from "#tests/support/files.ts";

inOwnHouse("documents");

let anna: PersonCtx;
let bert: PersonCtx;
beforeAll(async () => {
  anna = await someone({ name: "Anna" });
  bert = await someone({ name: "Bert" });
});

const textOf = async (ctx: PersonCtx, documentId: string) =>
  (await readText(database(), { documentId, ownerId: ctx.actor.id })).map(({ text }) => text).join("");
const line = (ctx: PersonCtx, documentId: string) => readDocument(database(), { documentId, ownerId: ctx.actor.id });
const labelOf = async (conversationId: string) =>
  (await database().select().from(conversations).where(eq(conversations.id, conversationId)))[0]?.label;

const aPage = Array.from({ length: 25 }, (_, n) => `Rule ${n}: whoever travels keeps all receipts of the day.`).join(
  "\n",
);

describe("a file that is taken", () => {
  test("is ready a moment later whatever its kind: found by a question, read back as text, downloaded as it was", async () => {
    const files = {
      "canteen.txt": Buffer.from("The canteen serves pumpkin soup every Thursday.\n"),
      "parking.md": Buffer.from("# Parking\n\nVisitors leave their bicycles behind the library.\n"),
      "travel.pdf": await aPdfOf([aPage, `${aPage}\nA hotel in Berlin may cost up to 120 euros a night.`]),
      "urlaub.docx": await aDocxOf("Urlaub", ["Der Antrag auf Sonderurlaub geht an die Personalabteilung."]),
    };
    const ids: Record<string, string> = {};
    for (const [name, content] of Object.entries(files)) {
      const accepted = await upload(anna, name, content);
      expect(accepted).toEqual(ok({ documentId: expect.any(String), state: "extracting", isKnown: false }));
      if (accepted.ok) ids[name] = accepted.value.documentId;
    }
    await processAll();
    const asked = [
      ["canteen.txt", "When is there pumpkin soup?", "Thursday", null, null],
      ["parking.md", "Where do visitors leave bicycles?", "behind the library", null, "Parking"],
      ["travel.pdf", "What may a hotel in Berlin cost?", "120 euros", 2, null],
      ["urlaub.docx", "Wohin geht der Antrag auf Sonderurlaub?", "Personalabteilung", null, "Urlaub"],
    ] as const;
    for (const [name, question, words, page, heading] of asked) {
      const documentId = ids[name] as string;
      const [best] = await find(anna, question);
      expect(best).toMatchObject({ documentId, documentName: name, page, heading, label: "internal" });
      expect(best?.quotation.text).toContain(words);
      expect(await textOf(anna, documentId)).toContain(words);
      const opened = await openDocument(anna, { documentId });
      if (!opened.ok) throw new Error(opened.error);
      const content = files[name];
      expect((await readAll(opened.value.read())).equals(content)).toBe(true);
      expect((await readAll(opened.value.read({ start: 3, end: 9 }))).equals(content.subarray(3, 9))).toBe(true);
      expect(opened.value).toMatchObject({ name, size: content.length });
      expect(await line(anna, documentId)).toMatchObject({
        state: "ready",
        scanner: "built-in",
        signature: null,
        scannedAt: expect.any(String),
        pages: page === null ? null : 2,
        usedIn: 0,
      });
      const owned = { documentId, ownerId: anna.actor.id };
      expect(await eventsOf("document.ready")).toContainEqual({ ...owned, passages: expect.any(Number) });
    }
    expect(filesOnDisk()).toEqual({ incoming: [], stored: expect.arrayContaining(Object.values(ids)) });
  });

  test("without text says so, stays to be downloaded, and is never found", async () => {
    const documentId = await uploaded(anna, "scan.pdf", await aPdfOf(["", ""]));
    await processAll();
    expect(await line(anna, documentId)).toMatchObject({ state: "failed", failure: "no-text" });
    expect((await openDocument(anna, { documentId })).ok).toBe(true);
    expect(await eventsOf("document.failed")).toContainEqual({
      documentId,
      ownerId: anna.actor.id,
      failure: "no-text",
    });
  });

  test.each([
    ["../../etc/passwd.txt", "passwd.txt"],
    ["C:\\Users\\me\\plan.md", "plan.md"],
    ["  invoice\u202etxt.exe.txt ", "invoicetxt.exe.txt"],
    ["a<b>|c.txt", "a_b__c.txt"],
    ["CON.txt", "_CON.txt"],
    [`${"n".repeat(400)}.md`, `${"n".repeat(197)}.md`],
  ])("named %j is called %j", async (given, name) => {
    const documentId = await uploaded(anna, given, aText());
    expect(await line(anna, documentId)).toMatchObject({ name });
  });

  test("dropped into a conversation grounds it, and gives it its label", async () => {
    const { id: conversationId } = await aConversation(anna);
    const documentId = await uploaded(anna, "notes.txt", aText(), { conversationId });
    const of = { conversationId, ownerId: anna.actor.id };
    expect(await listDocumentsOf(database(), of)).toMatchObject([{ id: documentId }]);
    expect(await labelOf(conversationId)).toBe("internal");
    await editDocument(anna, { documentId, label: "confidential" });
    const { id: second } = await aConversation(anna);
    await attachDocuments(anna, { conversationId: second, documentIds: [documentId] });
    for (const id of [conversationId, second]) {
      expect(await labelOf(id)).toBe("confidential");
      expect(await eventsOf("conversation.labelled")).toContainEqual({ conversationId: id, label: "confidential" });
    }
    expect(await line(anna, documentId)).toMatchObject({ usedIn: 2 });
  });

  test("for a conversation that is deleted meanwhile stays in the library", async () => {
    const { id: conversationId } = await aConversation(anna);
    async function* slowly() {
      yield Buffer.from(aText());
      await database().delete(conversations).where(eq(conversations.id, conversationId));
    }
    const documentId = await uploaded(anna, "late.txt", "", { conversationId, source: slowly() });
    expect(await line(anna, documentId)).toMatchObject({ name: "late.txt", usedIn: 0 });
  });
});

describe("the same content", () => {
  test("of one owner is the same document, whatever it is called now; of another owner it is theirs", async () => {
    const text = aText();
    const { id: conversationId } = await aConversation(anna);
    const first = await uploaded(anna, "first.txt", text);
    const before = filesOnDisk();
    const known = await upload(anna, "second.txt", text, { conversationId });
    expect(known).toEqual(ok({ documentId: first, state: "extracting", isKnown: true }));
    expect(filesOnDisk()).toEqual(before);
    expect(await line(anna, first)).toMatchObject({ name: "first.txt", usedIn: 1 });
    const theirs = await upload(bert, "first.txt", text);
    expect(theirs).toMatchObject(ok({ isKnown: false }));
    expect(theirs.ok && theirs.value.documentId).not.toBe(first);
  });

  test("at the same moment comes to one document and one file, attached for whoever asked", async () => {
    const text = aText();
    const talks = await Promise.all([aConversation(anna), aConversation(anna), aConversation(anna)]);
    const before = filesOnDisk().stored.length;
    const accepted = await Promise.all(
      talks.map(({ id: conversationId }, n) => upload(anna, `copy-${n}.txt`, text, { conversationId })),
    );
    const values = accepted.map((each) => (each.ok ? each.value : null));
    const id = values[0]?.documentId as string;
    expect(values.map((value) => value?.documentId)).toEqual([id, id, id]);
    expect(values.map((value) => value?.isKnown).sort()).toEqual([false, true, true]);
    expect(filesOnDisk()).toMatchObject({ incoming: [], stored: { length: before + 1 } });
    expect(await line(anna, id)).toMatchObject({ usedIn: 3 });
    const told = (await eventsOf("document.accepted")) as { documentId: string }[];
    expect(told.filter(({ documentId }) => documentId === id)).toHaveLength(1);
  });
});

describe("deleting a document", () => {
  test("takes its row, passages, terms, places in conversations and file away, and nothing of another", async () => {
    const { id: conversationId } = await aConversation(anna);
    const text = aText("The zeppelin lands on Mondays.");
    const documentId = await uploaded(anna, "zeppelin.txt", text, { conversationId });
    const other = await uploaded(anna, "other.txt", aText("The airship lands on Tuesdays."), { conversationId });
    await processAll();
    expect(await find(anna, "When does the zeppelin land?")).not.toEqual([]);
    expect(await deleteDocument(anna, { documentId })).toEqual(ok(null));
    const left = async (id: string) => {
      const of = async (table: typeof documentPassages | typeof documentTerms | typeof conversationDocuments) =>
        (await database().select({ n: count() }).from(table).where(eq(table.documentId, id)))[0]?.n ?? 0;
      return Promise.all([of(documentPassages), of(documentTerms), of(conversationDocuments)]);
    };
    expect(await left(documentId)).toEqual([0, 0, 0]);
    expect((await left(other)).every((n) => n > 0)).toBe(true);
    await expect(rowOf(documentId)).rejects.toThrow();
    expect(filesOnDisk().stored).not.toContain(documentId);
    expect(filesOnDisk().stored).toContain(other);
    expect(await find(anna, "When does the zeppelin land?", [documentId])).toEqual([]);
    expect(await eventsOf("document.deleted")).toContainEqual({ documentId });
    const again = await upload(anna, "zeppelin.txt", text);
    expect(again).toMatchObject(ok({ isKnown: false }));
  });

  test("while it is read does not bring it back", async () => {
    const documentId = await uploaded(anna, "gone.txt", aText());
    const work = processAll();
    expect(await deleteDocument(anna, { documentId })).toEqual(ok(null));
    await work;
    await expect(rowOf(documentId)).rejects.toThrow();
    const passages = await database()
      .select()
      .from(documentPassages)
      .where(eq(documentPassages.documentId, documentId));
    expect(passages).toEqual([]);
    expect(filesOnDisk().stored).not.toContain(documentId);
  });
});

describe("a label", () => {
  test("raises the conversations that the document grounds, and never lowers one", async () => {
    const { id: conversationId } = await aConversation(anna);
    const { id: apart } = await aConversation(anna);
    const documentId = await uploaded(anna, "plans.txt", aText(), { conversationId });
    const label = (to: "public" | "confidential" | "restricted") => editDocument(anna, { documentId, label: to });
    expect(await label("restricted")).toEqual(ok(null));
    expect([await labelOf(conversationId), await labelOf(apart)]).toEqual(["restricted", "internal"]);
    await label("confidential");
    await label("public");
    expect(await line(anna, documentId)).toMatchObject({ label: "public" });
    expect(await labelOf(conversationId)).toBe("restricted");
    const told = (await eventsOf("conversation.labelled")) as { conversationId: string; label: string }[];
    expect(told.filter((each) => each.conversationId === conversationId).map((each) => each.label)).toEqual([
      "restricted",
    ]);
  });

  test("of a conversation is the strictest of what was ever attached, and stays when it is detached", async () => {
    const { id: conversationId } = await aConversation(anna);
    const ids = [await uploaded(anna, "a.txt", aText()), await uploaded(anna, "b.txt", aText())];
    const [open = "", secret = ""] = ids;
    await editDocument(anna, { documentId: open, label: "public" });
    await editDocument(anna, { documentId: secret, label: "confidential" });
    await attachDocuments(anna, { conversationId, documentIds: [open] });
    expect(await labelOf(conversationId)).toBe("internal");
    await attachDocuments(anna, { conversationId, documentIds: ids });
    expect(await labelOf(conversationId)).toBe("confidential");
    await detachDocument(anna, { conversationId, documentId: secret });
    await attachDocuments(anna, { conversationId, documentIds: [open] });
    expect(await labelOf(conversationId)).toBe("confidential");
    const of = { conversationId, ownerId: anna.actor.id };
    expect((await listDocumentsOf(database(), of)).map(({ id }) => id)).toEqual([open]);
  });
});

describe("renaming", () => {
  test("keeps the ending that the content has, and cleans the name like an upload's", async () => {
    const documentId = await uploaded(anna, "old.txt", aText());
    const nameAfter = async (name: string) => {
      expect(await editDocument(anna, { documentId, name })).toEqual(ok(null));
      return (await line(anna, documentId))?.name;
    };
    expect(await nameAfter("New name")).toBe("New name.txt");
    expect(await nameAfter("evil.exe")).toBe("evil.exe.txt");
    expect(await nameAfter("../x/Plan.TXT")).toBe("Plan.TXT");
    expect(await editDocument(anna, { documentId, name: "../.." })).toEqual(fail("name-unusable"));
  });
});

describe("somebody else's", () => {
  test("document answers in every use case like one that does not exist, and nothing of it changes", async () => {
    const words = "The vault opens with the code word heliotrope.";
    const theirs = await uploaded(bert, "vault.txt", aText(words));
    const { id: conversationId } = await aConversation(anna);
    await processAll();
    const before = await rowOf(theirs);
    const ownerId = anna.actor.id;
    const answers = async (documentId: string) => [
      await openDocument(anna, { documentId }),
      await editDocument(anna, { documentId, name: "mine now" }),
      await editDocument(anna, { documentId, label: "public" }),
      await deleteDocument(anna, { documentId }),
      await attachDocuments(anna, { conversationId, documentIds: [documentId] }),
      await listDocumentsOf(database(), { conversationId, ownerId }),
      await detachDocument(anna, { conversationId, documentId }),
      await readDocument(database(), { documentId, ownerId }),
      await readText(database(), { documentId, ownerId }),
      await listStates(database(), { ownerId, ids: [documentId] }),
      await find(anna, "What is the code word of the vault?", [documentId]),
      await labelOf(conversationId),
    ];
    const missing = await answers(randomUUID());
    expect(await answers(theirs)).toEqual(missing);
    expect(missing[0]).toEqual(fail("document-not-found"));
    expect(await rowOf(theirs)).toEqual(before);
    expect(filesOnDisk().stored).toContain(theirs);
    expect(await find(anna, "What is the code word of the vault?")).toEqual([]);
    expect((await listDocuments(database(), ownerId)).map(({ id }) => id)).not.toContain(theirs);
    expect(await find(bert, "What is the code word of the vault?", [theirs])).toMatchObject([{ documentId: theirs }]);
  });

  test("conversation answers like a missing one, and takes neither files nor documents", async () => {
    const { id: theirs } = await aConversation(bert);
    const documentId = await uploaded(anna, "mine.txt", aText());
    const before = filesOnDisk();
    for (const conversationId of [theirs, randomUUID()]) {
      const missing = fail("conversation-not-found");
      expect(await upload(anna, "new.txt", aText(), { conversationId })).toEqual(missing);
      expect(await attachDocuments(anna, { conversationId, documentIds: [documentId] })).toEqual(missing);
      expect(await detachDocument(anna, { conversationId, documentId })).toEqual(missing);
    }
    expect(filesOnDisk()).toEqual(before);
    expect(await listDocumentsOf(database(), { conversationId: theirs, ownerId: bert.actor.id })).toEqual([]);
    expect(await labelOf(theirs)).toBe("internal");
  });

  test("attached documents never leave through a conversation that changed hands", async () => {
    const { id: conversationId } = await aConversation(anna);
    const documentId = await uploaded(anna, "attached.txt", aText(), { conversationId });
    expect(await listDocumentsOf(database(), { conversationId, ownerId: bert.actor.id })).toEqual([]);
    expect(await listDocumentsOf(database(), { conversationId, ownerId: anna.actor.id })).toMatchObject([
      { id: documentId },
    ]);
  });
});

test("a program needs the scope: without it nothing is taken", async () => {
  const actor = { kind: "token", id: anna.actor.id, role: "user", tokenId: randomUUID(), scopes: [] } as const;
  const before = await database().select({ n: count() }).from(documents);
  expect(await upload({ ...anna, actor }, "a.txt", aText())).toEqual(fail("out-of-scope"));
  expect(await database().select({ n: count() }).from(documents)).toEqual(before);
});

test("the worker that reads documents sees the same text as the reader of passages", async () => {
  const paragraphs = Array.from({ length: 60 }, (_, n) => `Paragraph ${n}. ${"It goes on for a while. ".repeat(12)}`);
  const content = Buffer.from(`# Title\n\n${paragraphs.join("\n\n")}\n`);
  const documentId = await uploaded(anna, "long.md", content);
  await processAll();
  const extracted = await runReader({ task: "extract", kind: "md" }, chunksOf(content), unhurried);
  const whole = extracted.ok ? extracted.blocks.map(({ text }) => text).join("\n\n") : "";
  expect(whole.length).toBeGreaterThan(10_000);
  expect(await textOf(anna, documentId)).toBe(whole);
});
