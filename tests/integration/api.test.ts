import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, test } from "vitest";
import { messages } from "#db/schema/chat.ts";
import { securityEvents } from "#db/schema/events.ts";
import type { Permission } from "#lib/access/policy.ts";
import { answers } from "#lib/api/answers.ts";
import { type Endpoint, endpoints } from "#lib/api/endpoints.ts";
import { finishedReply, sendMessage } from "#lib/chat/send-message.ts";
import { scopesOf } from "#lib/identity/tokens/schema.ts";
import type { HolderCtx, PersonCtx } from "#lib/platform/context.ts";
import { fail, type Result } from "#lib/platform/result.ts";
import { aConversation, aPerson, now } from "#tests/support/factories.ts";
import { ownDatabase } from "#tests/support/own-database.ts";
import { inRollback } from "#tests/support/rollback.ts";
import { aProgram } from "#tests/support/tokens.ts";

type Name = keyof typeof answers;
// Documents have tests of their own: api-documents.test.ts.
const names = (Object.keys(answers) as Name[]).filter((name) => !endpoints[name].path.startsWith("/documents"));

/** Runs an endpoint as its door would: the input through its schema, and the answer must be what the schema promises. */
async function call(ctx: HolderCtx, name: Name, given: object = {}): Promise<Result<never, string>> {
  const { input, output } = endpoints[name] as Endpoint;
  const answer = answers[name] as (ctx: HolderCtx, input: unknown) => Promise<Result<unknown, string>>;
  const result = await answer(ctx, input.parse(given));
  if (result.ok && output !== null) expect(output.parse(result.value)).toEqual(result.value);
  return result as Result<never, string>;
}

const inputFor = (name: Name, conversationId: string) =>
  endpoints[name].path.includes("{conversationId}")
    ? { conversationId, ...(name === "editConversation" && { title: "New" }) }
    : {};

describe("scopes", () => {
  test.each(names)("%s answers a token that has its scope, and refuses one that has all the others", (name) =>
    inRollback(async (tx) => {
      const owner = await aPerson(tx, { role: "admin" });
      const { id } = await aConversation(owner);
      const needed = endpoints[name].scopes as readonly Permission[];
      const others = scopesOf("admin").filter((scope) => !needed.includes(scope));
      const lacking = await aProgram(owner, others);
      if (needed.length > 0) {
        expect(await call(lacking, name, inputFor(name, id))).toEqual(fail("out-of-scope"));
        // Whether it exists is not told either.
        expect(await call(lacking, name, inputFor(name, uuidv7()))).toEqual(fail("out-of-scope"));
        const denied = await tx.select().from(securityEvents).where(eq(securityEvents.name, "access.denied"));
        expect(denied.at(-1)).toMatchObject({ actorKind: "token", data: { reason: "out-of-scope" } });
      }
      const having = await aProgram(owner, needed.length > 0 ? needed : ["usage.read"]);
      expect((await call(having, name, inputFor(name, id))).ok).toBe(true);
    }),
  );

  test("beginning a conversation and going on with one are different scopes", () =>
    inRollback(async (tx) => {
      const owner = await aPerson(tx);
      const { id } = await aConversation(owner);
      const [begins, goesOn] = [
        await aProgram(owner, ["conversation.create"]),
        await aProgram(owner, ["conversation.write"]),
      ];
      // Nothing else is looked at before: not even whether there is such a model.
      for (const modelId of [undefined, "no-such-model"]) {
        const message = { text: "Hello", stream: false, modelId };
        expect(await sendMessage(goesOn, message, "en")).toEqual(fail("out-of-scope"));
        expect(await sendMessage(begins, { ...message, conversationId: id }, "en")).toEqual(fail("out-of-scope"));
      }
    }));

  test("events need the owner's role as well; addresses need a scope of their own", () =>
    inRollback(async (tx) => {
      const admin = await aPerson(tx, { role: "admin" });
      const program = await aProgram(admin, ["event.list"]);
      const shown = async (ctx: HolderCtx) => {
        const page = (await call(ctx, "listEvents")) as Result<{ events: { origin: unknown }[] }, string>;
        return page.ok && page.value.events.some(({ origin }) => origin !== null);
      };
      expect(await shown(program)).toBe(false);
      expect(await shown(await aProgram(admin, ["event.list", "event.read-origin"]))).toBe(true);
      const lowered = { ...program, actor: { ...program.actor, role: "moderator" as const } };
      expect(await call(lowered, "listEvents")).toEqual(fail("not-allowed"));
    }));
});

test("somebody else's conversation looks exactly like one that does not exist", () =>
  inRollback(async (tx) => {
    const [owner, other] = [await aPerson(tx), await aPerson(tx)];
    const { id } = await aConversation(owner);
    const program = await aProgram(other, scopesOf("user"));
    for (const name of names.filter((each) => endpoints[each].path.includes("{"))) {
      for (const conversationId of [id, uuidv7()])
        expect([name, await call(program, name, inputFor(name, conversationId))]).toEqual([
          name,
          fail("conversation-not-found"),
        ]);
    }
    const sent = await sendMessage(program, { conversationId: id, text: "Hi", stream: false }, "en");
    expect(sent).toEqual(fail("conversation-not-found"));
  }));

test("a list comes in pages that join without a gap", () =>
  inRollback(async (tx) => {
    const owner = await aPerson(tx);
    for (let n = 0; n < 170; n += 1) {
      await aConversation({ ...owner, now: new Date(now.getTime() + n * 1000) }, { title: `${n}`, texts: [] });
    }
    const program = await aProgram(owner, ["conversation.read"]);
    const page = async (given: object) => {
      const got = await call(program, "listConversations", given);
      return (got as unknown as { value: { conversations: { title: string }[]; next: string | null } }).value;
    };
    const first = await page({});
    const second = await page({ before: first.next });
    const titles = [...first.conversations, ...second.conversations].map(({ title }) => Number(title));
    expect(titles).toEqual(Array.from({ length: 170 }, (_, n) => 169 - n));
    expect(second.next).toBeNull();
  }));

test("an edit changes what it names; what is put away is not pinned", () =>
  inRollback(async (tx) => {
    const owner = await aPerson(tx);
    const { id: conversationId } = await aConversation(owner, { title: "Before" });
    const program = await aProgram(owner, ["conversation.read", "conversation.write"]);
    const edited = async (change: object) => {
      expect((await call(program, "editConversation", { conversationId, ...change })).ok).toBe(true);
      const got = await call(program, "readConversation", { conversationId });
      return (got as unknown as { value: object }).value;
    };
    expect(await edited({ pinned: true })).toMatchObject({ title: "Before", pinned: true, archived: false });
    expect(await edited({ title: "After" })).toMatchObject({ title: "After", pinned: true });
    expect(await edited({ archived: true })).toMatchObject({ pinned: false, archived: true });
    expect(await edited({ archived: false, pinned: true })).toMatchObject({ pinned: true, archived: false });
  }));

test("inputs that nobody promised are refused", () => {
  const conversationId = uuidv7();
  const bad: [keyof typeof endpoints, object][] = [
    ["editConversation", { conversationId }],
    ["editConversation", { conversationId, ownerId: conversationId, title: "x" }],
    ["editConversation", { conversationId, title: " " }],
    ["readConversation", { conversationId: "1" }],
    ["listConversations", { archived: "yes" }],
    ["listConversations", { before: "yesterday" }],
    ["listConversations", { before: "2026-11-22T12:00:00.000Z" }],
    ["listConversations", { before: `0000-01-01T00:00:00.000Z_${conversationId}` }],
    ["sendMessage", { text: "" }],
    ["sendMessage", { text: "x".repeat(10_001) }],
    ["sendMessage", { text: "x", role: "admin" }],
    ["readUsage", { from: "2026-11-02", to: "2026-11-01" }],
    ["readUsage", { from: "2026-02-30" }],
    ["listEvents", { name: "no.such-event" }],
    ["listModels", { x: "1" }],
  ];
  for (const [name, input] of bad)
    expect([name, endpoints[name].input.safeParse(input).success]).toEqual([name, false]);
});

test("usage adds up one's own replies by day and model, and nobody else's", () =>
  inRollback(async (tx) => {
    const [owner, other] = [await aPerson(tx), await aPerson(tx)];
    for (const person of [owner, other]) await replies(person, [10, 5], now);
    await replies(owner, [3, 4], now);
    await replies(owner, [100, 100], new Date(now.getTime() - 40 * 24 * 3_600_000));
    const program = await aProgram(owner, ["usage.read"]);
    expect(await call(program, "readUsage")).toMatchObject({
      value: {
        from: "2026-10-24",
        to: "2026-11-22",
        days: [{ day: "2026-11-22", modelId: "librarian", replies: 2, inputTokens: 13, outputTokens: 9 }],
      },
    });
    expect(await call(program, "readUsage", { from: "2026-10-13", to: "2026-10-13" })).toMatchObject({
      value: { days: [{ inputTokens: 100 }] },
    });
    expect(await call(program, "readUsage", { from: "2020-01-01" })).toEqual(fail("invalid-input"));
  }));

async function replies(person: PersonCtx, [inputTokens, outputTokens]: [number, number], at: Date) {
  const { messageIds } = await aConversation({ ...person, now: at });
  await person.db
    .update(messages)
    .set({ modelId: "librarian", inputTokens, outputTokens })
    .where(eq(messages.id, messageIds[1] as string));
}

test("a message without a conversation begins one, and the next goes on from its end", async () => {
  // A reply is written beside the use case, not in its transaction, so it needs commits.
  const { db, close } = await ownDatabase("api_messages");
  const owner = await aPerson(db);
  const program = await aProgram(owner, ["conversation.create", "conversation.write", "conversation.read"]);
  const say = async (given: object) => {
    const live = await sendMessage(program, endpoints.sendMessage.input.parse(given), "en");
    if (!live.ok) throw new Error(live.error);
    const reply = await finishedReply(program, live.value);
    if (!reply.ok) throw new Error(reply.error);
    return endpoints.sendMessage.output?.parse(reply.value) as typeof reply.value;
  };
  const first = await say({ text: "How do I rename a conversation?" });
  expect(first).toMatchObject({ state: "complete", modelId: "librarian", failure: null });
  expect(first.text.length).toBeGreaterThan(10);
  const second = await say({ text: "And how do I delete one?", conversationId: first.conversationId });
  expect(second.conversationId).toBe(first.conversationId);
  const window = await call(program, "listMessages", { conversationId: first.conversationId });
  const shown = (window as unknown as { value: { messages: { id: string; parentId: string | null }[] } }).value;
  expect(shown.messages.map(({ id }) => id)).toEqual([
    first.parentId,
    first.messageId,
    second.parentId,
    second.messageId,
  ]);
  await close();
});
