import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { Permission } from "#lib/access/policy.ts";
import { answers } from "#lib/api/answers.ts";
import { type Endpoint, endpoints } from "#lib/api/endpoints.ts";
import { messageFor } from "#lib/api/messages.ts";
import { fileLimits } from "#lib/documents/numbers.ts";
import { openDocument } from "#lib/documents/open-document.ts";
import { refusals } from "#lib/documents/schema.ts";
import { fileResponse } from "#lib/http/file-response.ts";
import { scopesOf } from "#lib/identity/tokens/schema.ts";
import type { HolderCtx, PersonCtx } from "#lib/platform/context.ts";
import { database } from "#lib/platform/database.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { aDocument } from "#tests/support/a-document.ts";
import { aText, eventsOf, filesOnDisk, inOwnHouse, processAll, someone, upload } from "#tests/support/documents.ts";
import { aConversation } from "#tests/support/factories.ts";
import { chunksOf } from "#tests/support/files.ts";
import { aProgram } from "#tests/support/tokens.ts";

inOwnHouse("api_documents");

let owner: PersonCtx;
let other: PersonCtx;
beforeAll(async () => {
  owner = await someone();
  other = await someone();
});

type Name = Extract<keyof typeof endpoints, `${string}Document${string}`>;
const names = (Object.keys(endpoints) as (keyof typeof endpoints)[]).filter((name): name is Name =>
  endpoints[name].path.startsWith("/documents"),
);

/** Runs an endpoint as its door would: the input through its schema, and the answer must be what the schema promises. */
async function call(ctx: HolderCtx, name: Name, given: object = {}): Promise<Result<never, string>> {
  const { input, output } = endpoints[name] as Endpoint;
  const answer = {
    ...answers,
    uploadDocument: (as: HolderCtx, { name: called, ...of }: { name: string; conversationId?: string }) =>
      upload(as, called, aText(), of),
    downloadDocument: async (as: HolderCtx, of: { documentId: string }) => {
      const opened = await openDocument(as, of);
      return opened.ok ? ok(null) : opened;
    },
  }[name] as (as: HolderCtx, of: unknown) => Promise<Result<unknown, string>>;
  const result = await answer(ctx, input.parse(given));
  if (result.ok && output !== null) expect(output.parse(result.value)).toEqual(result.value);
  return result as Result<never, string>;
}
const answerOf = async <T>(result: Promise<Result<never, string>>) => ((await result) as unknown as { value: T }).value;

/** Of letters alone, and in no other text: nine of them. */
const aWord = () => `q${Array.from(randomBytes(8), (byte) => "abcdfghjklmnprst"[byte % 16]).join("")}`;

const others: Partial<Record<Name, object>> = {
  uploadDocument: { name: "plan.txt" },
  searchDocuments: { q: "plan" },
  editDocument: { name: "Another name" },
};
const inputFor = (name: Name, documentId: string) => ({
  ...(endpoints[name].path.includes("{documentId}") && { documentId }),
  ...others[name],
});

describe("scopes", () => {
  test.each(names)("%s answers a token that has its scope, and refuses one that has all the others", async (name) => {
    const documentId = await aDocument(owner);
    const needed = endpoints[name].scopes as readonly Permission[];
    expect(needed).toHaveLength(1);
    const lacking = await aProgram(
      owner,
      scopesOf("user").filter((scope) => !needed.includes(scope)),
    );
    expect(await call(lacking, name, inputFor(name, documentId))).toEqual(fail("out-of-scope"));
    // Whether it exists is not told either.
    expect(await call(lacking, name, inputFor(name, randomUUID()))).toEqual(fail("out-of-scope"));
    const denied = await eventsOf("access.denied", owner.actor.id);
    expect(denied.at(-1)).toMatchObject({ permission: needed[0], reason: "out-of-scope" });
    expect((await call(await aProgram(owner, needed), name, inputFor(name, documentId))).ok).toBe(true);
  });

  test("to put a file into a conversation is to write to it", async () => {
    const { id: conversationId } = await aConversation(owner);
    const given = { name: "plan.txt", conversationId };
    const only = await aProgram(owner, ["document.create"]);
    expect(await call(only, "uploadDocument", given)).toEqual(fail("out-of-scope"));
    const both = await aProgram(owner, ["document.create", "conversation.write"]);
    expect((await call(both, "uploadDocument", given)).ok).toBe(true);
    const foreign = await aProgram(other, ["document.create", "conversation.write"]);
    expect(await call(foreign, "uploadDocument", given)).toEqual(fail("conversation-not-found"));
  });
});

test("somebody else's document looks exactly like one that does not exist, and is in no list and no search", async () => {
  const word = aWord();
  const documentId = await aDocument(owner, { content: `The ${word} stands in the yard.` });
  const program = await aProgram(other, scopesOf("user"));
  for (const name of names.filter((each) => endpoints[each].path.includes("{"))) {
    for (const id of [documentId, randomUUID()])
      expect([name, await call(program, name, inputFor(name, id))]).toEqual([name, fail("document-not-found")]);
  }
  expect(JSON.stringify(await call(program, "listDocuments"))).not.toContain(documentId);
  expect(await answerOf(call(program, "searchDocuments", { q: word }))).toEqual({ passages: [] });
  const mine = await aProgram(owner, ["document.read"]);
  expect(await answerOf(call(mine, "readDocument", { documentId }))).toMatchObject({ id: documentId });
});

test("a file goes in, is asked for until it is read, and is found, changed, downloaded and deleted", async () => {
  const program = await aProgram(owner, scopesOf("user"));
  const word = aWord();
  const text = `The ${word} opens at noon. Bring a chair.\n`;
  const sent = await upload(program, "rules.md", text);
  if (!sent.ok) throw new Error(sent.error);
  const { documentId } = sent.value;
  expect(endpoints.uploadDocument.output?.parse(sent.value)).toEqual(sent.value);
  const state = async () => (await answerOf<{ state: string }>(call(program, "readDocument", { documentId }))).state;
  expect(await state()).toBe("extracting");
  await processAll();
  expect(await state()).toBe("ready");

  const found = await answerOf<{ passages: object[] }>(
    call(program, "searchDocuments", { q: `When opens the ${word}?` }),
  );
  expect(found.passages[0]).toEqual({
    ...{ documentId, documentName: "rules.md", label: "internal", ordinal: 0, page: null, heading: null },
    ...{ text: text.trim(), quotation: `The ${word} opens at noon.` },
  });

  const change = { documentId, name: "House rules", label: "confidential" };
  expect(await call(program, "editDocument", change)).toEqual(ok(null));
  const list = await answerOf<{ documents: { id: string }[] }>(call(program, "listDocuments"));
  expect(list.documents.find(({ id }) => id === documentId)).toMatchObject({
    ...{ name: "House rules.md", label: "confidential", kind: "md", state: "ready", size: text.length },
  });

  const opened = await openDocument(program, { documentId });
  if (!opened.ok) throw new Error(opened.error);
  const ask = (headers: Record<string, string> = {}) =>
    fileResponse(opened.value, new Request("http://localhost/", { headers }));
  expect(await (await ask()).text()).toBe(text);
  const part = await ask({ range: "bytes=4-12" });
  expect([part.status, await part.text()]).toEqual([206, word]);

  expect(await call(program, "deleteDocument", { documentId })).toEqual(ok(null));
  expect(await call(program, "readDocument", { documentId })).toEqual(fail("document-not-found"));
  expect(await answerOf(call(program, "searchDocuments", { q: word }))).toEqual({ passages: [] });
});

test("what is not looked at yet, in quarantine or destroyed can be seen, but is not given out", async () => {
  const program = await aProgram(owner, ["document.read"]);
  for (const state of ["scanning", "quarantined", "destroyed"] as const) {
    const documentId = await aDocument(owner, { state });
    expect(await answerOf(call(program, "readDocument", { documentId }))).toMatchObject({ state });
    expect(await call(program, "downloadDocument", { documentId })).toEqual(fail("document-not-scanned"));
  }
});

test("a program's file is refused while it comes in as soon as it is too much, and leaves nothing", async () => {
  const program = await aProgram(owner, ["document.create"]);
  const before = filesOnDisk();
  let read = 0;
  async function* endless() {
    for await (const chunk of chunksOf(randomBytes(4 * fileLimits.bytes))) {
      read += chunk.length;
      yield chunk;
    }
  }
  const ctx = { ...program, db: database() };
  expect(await upload(ctx, "long.txt", "", { source: endless() })).toEqual(fail("too-large"));
  expect(read).toBeLessThan(fileLimits.bytes + 1024 * 1024);
  expect(filesOnDisk()).toEqual(before);
});

test("inputs that nobody promised are refused", () => {
  const documentId = randomUUID();
  const bad: [Name, object][] = [
    ["uploadDocument", {}],
    ["uploadDocument", { name: "" }],
    ["uploadDocument", { name: "x".repeat(1_001) }],
    ["uploadDocument", { name: "a.txt", conversationId: "1" }],
    ["uploadDocument", { name: "a.txt", ownerId: documentId }],
    ["editDocument", { documentId }],
    ["editDocument", { documentId, name: " " }],
    ["editDocument", { documentId, label: "secret" }],
    ["editDocument", { documentId, name: "x", state: "ready" }],
    ["readDocument", { documentId: "../1" }],
    ["searchDocuments", {}],
    ["searchDocuments", { q: " " }],
    ["searchDocuments", { q: "x".repeat(301) }],
    ["searchDocuments", { q: "x", ownerId: documentId }],
    ["listDocuments", { ownerId: documentId }],
  ];
  for (const [name, input] of bad)
    expect([name, input, endpoints[name].input.safeParse(input).success]).toEqual([name, input, false]);
});

test("every reason not to take a file has a sentence of its own", () => {
  const sentences = refusals.map(messageFor);
  expect(sentences).not.toContain("This was refused.");
  expect(new Set(sentences).size).toBe(refusals.length);
});
