import { describe, expect, test } from "vitest";
import { labels } from "#lib/access/labels.ts";
import { attachDocuments, detachDocument } from "#lib/documents/attach-documents.ts";
import { readAttached } from "#lib/documents/read-attached.ts";
import { fail } from "#lib/platform/result.ts";
import { aDocument } from "#tests/support/a-document.ts";
import { aConversation, aPerson } from "#tests/support/factories.ts";
import { inRollback } from "#tests/support/rollback.ts";

async function attached(...of: Parameters<typeof readAttached>) {
  const answer = await readAttached(...of);
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

describe("what grounds a conversation", () => {
  test("is listed in the order in which it was added, with the label that follows from it", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const { id: conversationId } = await aConversation(person);
      expect(await attached(person, { conversationId })).toEqual({ label: "internal", library: false, documents: [] });
      const later = { ...person, now: new Date(person.now.getTime() + 1_000) };
      const first = await aDocument(person, { name: "second.txt", label: "restricted" });
      const second = await aDocument(person, { name: "first.txt" });
      await attachDocuments(person, { conversationId, documentIds: [second] });
      await attachDocuments(later, { conversationId, documentIds: [first] });
      const { label, documents } = await attached(person, { conversationId });
      expect(label).toBe("restricted");
      expect(documents.map(({ name }) => name)).toEqual(["first.txt", "second.txt"]);
    }));

  test("keeps its label when what raised it is taken out: what was said may stem from it", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const { id: conversationId } = await aConversation(person);
      const documentId = await aDocument(person, { label: "confidential" });
      await attachDocuments(person, { conversationId, documentIds: [documentId] });
      await detachDocument(person, { conversationId, documentId });
      expect(await attached(person, { conversationId })).toMatchObject({ label: "confidential", documents: [] });
    }));

  test("looks missing to everybody else, whatever their role", () =>
    inRollback(async (tx) => {
      const { id: conversationId } = await aConversation(await aPerson(tx));
      for (const role of ["user", "premium", "moderator", "admin"] as const)
        expect(await readAttached(await aPerson(tx, { role }), { conversationId })).toEqual(
          fail("conversation-not-found"),
        );
    }));
});

describe("what a conversation would begin with", () => {
  test.each(labels)("makes it as confidential as the strictest of it, and never less than internal (%s)", (label) =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const documentIds = [await aDocument(person, { label: "public" }), await aDocument(person, { label })];
      const { label: found } = await attached(person, { documentIds });
      expect(found).toBe(label === "public" ? "internal" : label);
    }),
  );

  test("comes in the order in which it was chosen, without what is somebody else's or gone", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const theirs = await aDocument(await aPerson(tx), { label: "restricted" });
      const [a, b] = [await aDocument(person, { name: "a.txt" }), await aDocument(person, { name: "b.txt" })];
      const gone = "0198c0de-0000-7000-8000-00000000dead";
      const { label, documents } = await attached(person, { documentIds: [b, theirs, gone, a] });
      expect(documents.map(({ name }) => name)).toEqual(["b.txt", "a.txt"]);
      expect(label).toBe("internal");
    }));
});
