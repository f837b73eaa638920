import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { documentPassages, documents, documentTerms } from "#db/schema/documents.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { cutPassages } from "#lib/documents/index/cut-passages.ts";
import { forgetIndex } from "#lib/documents/index/index-document.ts";
import { retrieve } from "#lib/documents/index/retrieve.ts";
import { blindTerm } from "#lib/documents/index/terms.ts";
import { documentStates } from "#lib/documents/schema.ts";
import { aPerson } from "#tests/support/factories.ts";
import { inRollback } from "#tests/support/rollback.ts";
import { addDocument, asRead } from "./library.ts";

const SECRET = "The password of the vault in Quellenhof is Zitronenfalter. Only the treasurer may open the vault.";
const question = "What is the password of the vault in Quellenhof?";

async function someone(tx: Db) {
  const { actor } = await aPerson(tx);
  const box = await accountBox(tx, actor.id);
  const ask = (documentIds: readonly string[] | null, text = question) =>
    retrieve(tx, box, { ownerId: actor.id, documentIds, question: text, limit: 5 });
  const add = async (text: string, of: Parameters<typeof addDocument>[4] = {}) =>
    addDocument(tx, box, actor.id, await asRead("Notes", Buffer.from(text)), of);
  return { id: actor.id, box, ask, add };
}

test("the owner finds a passage, with its document, its place and what answers", () =>
  inRollback(async (tx) => {
    const owner = await someone(tx);
    const id = await owner.add(`# Keys\n\n${SECRET}`, { label: "restricted" });
    const [found] = await owner.ask(null);
    expect(found).toMatchObject({
      documentId: id,
      documentName: "Notes.md",
      label: "restricted",
      ordinal: 0,
      heading: "Keys",
    });
    expect(found?.quotation.text).toBe("The password of the vault in Quellenhof is Zitronenfalter.");
    expect(await owner.ask([id])).toHaveLength(1);
  }));

test("the page is the one on which the quotation stands, also in a passage that began on the one before", () =>
  inRollback(async (tx) => {
    const owner = await someone(tx);
    const at = { heading: null, isHeading: false };
    const passages = cutPassages([
      { text: "The garden is open to everybody in summer.", page: 3, ...at },
      { text: SECRET, page: 4, ...at },
    ]);
    expect(passages).toHaveLength(1);
    await addDocument(tx, owner.box, owner.id, { slug: "Notes", passages, language: "en" });
    expect((await owner.ask(null))[0]?.page).toBe(4);
    expect((await owner.ask(null, "When is the garden open?"))[0]?.page).toBe(3);
  }));

test("another person's passages never come back, whatever ids are given", () =>
  inRollback(async (tx) => {
    const owner = await someone(tx);
    const other = await someone(tx);
    const theirs = await owner.add(SECRET);
    const own = await other.add("The canteen serves lunch from noon. The password of the printer is on its label.");
    for (const ids of [
      null,
      [theirs],
      [own, theirs],
      [theirs.toUpperCase()],
      [owner.id],
      [uuidv7()],
      [],
      ["' or 1=1 --"],
      ["{}"],
    ]) {
      for (const { documentId, text } of await other.ask(ids)) {
        expect(documentId).toBe(own);
        expect(text).not.toContain("Zitronenfalter");
      }
    }
    expect(await other.ask([theirs])).toEqual([]);
    expect(await other.ask([])).toEqual([]);
  }));

test("with another person's key and the owner's id nothing is found either", () =>
  inRollback(async (tx) => {
    const owner = await someone(tx);
    const other = await someone(tx);
    await owner.add(SECRET);
    const search = { ownerId: owner.id, documentIds: null, question, limit: 5 };
    expect(await retrieve(tx, other.box, search)).toEqual([]);
  }));

test("rows that name another person's document under one's own id open nothing", () =>
  inRollback(async (tx) => {
    const owner = await someone(tx);
    const other = await someone(tx);
    const theirs = await owner.add(SECRET);
    const postings = Buffer.from([0, 0, 9, 0, 10]);
    const terms = ["password", "vault", "quellenhof"].map((term) => blindTerm(other.box, term));
    await tx
      .insert(documentTerms)
      .values(terms.map((term) => ({ ownerId: other.id, term, documentId: theirs, postings })));
    expect(await other.ask(null)).toEqual([]);
    expect(await other.ask([theirs])).toEqual([]);
  }));

test.each(documentStates.filter((state) => state !== "ready"))("a document that is %s is not found", (state) =>
  inRollback(async (tx) => {
    const owner = await someone(tx);
    const id = await owner.add(SECRET, { state });
    expect(await owner.ask(null)).toEqual([]);
    expect(await owner.ask([id])).toEqual([]);
  }),
);

test("no row holds a word of the document, and equal terms of two people have different hashes", () =>
  inRollback(async (tx) => {
    const owner = await someone(tx);
    const other = await someone(tx);
    const ids = [await owner.add(SECRET), await other.add(SECRET)];
    const rows = async (id: string) => ({
      terms: await tx.select().from(documentTerms).where(eq(documentTerms.documentId, id)),
      passages: await tx.select().from(documentPassages).where(eq(documentPassages.documentId, id)),
      document: await tx.select().from(documents).where(eq(documents.id, id)),
    });
    const [mine, theirs] = await Promise.all(ids.map(rows));
    for (const { terms, passages, document } of [mine, theirs].filter((side) => side !== undefined)) {
      expect(passages.length).toBeGreaterThan(0);
      for (const row of [...terms, ...passages, ...document])
        for (const value of Object.values(row))
          for (const word of ["password", "vault", "quellenhof", "zitronenfalter", "treasurer", "notes"])
            expect((Buffer.isBuffer(value) ? value.toString("latin1") : String(value)).toLowerCase()).not.toContain(
              word,
            );
    }
    const hashes = new Set(mine?.terms.map(({ term }) => term.toString("hex")));
    expect(hashes.size).toBeGreaterThan(5);
    expect(theirs?.terms.length).toBe(hashes.size);
    expect(theirs?.terms.filter(({ term }) => hashes.has(term.toString("hex")))).toEqual([]);
  }));

test("a document that is taken out of the index is not found any more, and can be put back", () =>
  inRollback(async (tx) => {
    const owner = await someone(tx);
    const id = await owner.add(SECRET);
    await forgetIndex(tx, id);
    expect(await owner.ask(null)).toEqual([]);
    expect(await tx.select().from(documentTerms).where(eq(documentTerms.documentId, id))).toEqual([]);
  }));

test.each([
  "",
  "?!",
  "the and of",
  "\0\uD800",
  "x".repeat(100_000),
  "vault ".repeat(50_000),
  "' or 1=1 --",
  "quel".repeat(300),
])("the question %#, however strange, is answered in time and without an error", (strange) =>
  inRollback(async (tx) => {
    const owner = await someone(tx);
    await owner.add(SECRET);
    const from = performance.now();
    expect((await owner.ask(null, strange)).length).toBeLessThan(2);
    expect(performance.now() - from).toBeLessThan(2_000);
  }),
);

test.each([
  "What is the capital of France?",
  "write a poem about the sea",
  "hello",
  "Schreibe ein Gedicht über das Meer",
])("%o is answered by nothing in a library that does not speak of it", (unrelated) =>
  inRollback(async (tx) => {
    const owner = await someone(tx);
    await owner.add(SECRET);
    expect(await owner.ask(null, unrelated)).toEqual([]);
  }),
);
