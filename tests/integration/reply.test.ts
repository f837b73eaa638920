import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { conversations, messages } from "#db/schema/chat.ts";
import { securityEvents } from "#db/schema/events.ts";
import { models } from "#db/schema/instance.ts";
import { followReply } from "#lib/chat/follow-reply.ts";
import { findLiveReply, type LiveReply, readLiveReply } from "#lib/chat/live-replies.ts";
import { listMessages } from "#lib/chat/queries.ts";
import { reply } from "#lib/chat/reply.ts";
import { stopReply } from "#lib/chat/stop-reply.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { forgetModels } from "#lib/models/queries.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { aConversation, aPerson, now } from "#tests/support/factories.ts";
import { startModelServer } from "#tests/support/model-server.ts";
import { ownDatabase } from "#tests/support/own-database.ts";
import { inRollback } from "#tests/support/rollback.ts";

let upstream: Awaited<ReturnType<typeof startModelServer>>;
beforeAll(async () => {
  upstream = await startModelServer();
});
afterAll(() => upstream.close());

/** A connected model of this behaviour; its id. */
async function aModel(tx: Db, behaviour: string): Promise<string> {
  const id = crypto.randomUUID();
  await tx.insert(models).values({
    id,
    name: behaviour,
    provider: "openai-compatible",
    modelId: behaviour,
    baseUrl: `${upstream.url}/v1`,
    zone: "private",
    contextTokens: 32_000,
    createdAt: now,
  });
  forgetModels();
  return id;
}

async function ask(ctx: PersonCtx, modelId: string, text = "Tell me"): Promise<LiveReply> {
  const live = await reply(ctx, { kind: "send", conversationId: null, parentId: null, text, modelId }, "en");
  if (!live.ok) throw new Error(live.error);
  return live.value;
}

type Part = { type: string; delta?: string; errorText?: string; messageMetadata?: { state?: string } };

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Part[]> {
  const text = await new Response(stream).text();
  return text
    .split("\n\n")
    .flatMap((block) => (block.startsWith("data: {") ? [JSON.parse(block.slice(6)) as Part] : []));
}

const textOf = (parts: Part[]) => parts.map((part) => part.delta ?? "").join("");
const stored = async (tx: Db, id: string) => (await tx.select().from(messages).where(eq(messages.id, id)))[0];
const ended = (live: LiveReply) =>
  vi.waitFor(() => expect(findLiveReply(live.start.messageId)).toBeNull(), { timeout: 20_000 });

test("what the reader gets is what the model sent and what is stored", () =>
  inRollback(async (tx) => {
    const person = await aPerson(tx);
    const live = await ask(person, await aModel(tx, "kind-50-1"));
    const parts = await readAll(readLiveReply(live));
    expect(parts[0]).toMatchObject({ type: "start", messageId: live.start.messageId });
    expect(parts.at(-1)).toMatchObject({ type: "finish", messageMetadata: { state: "complete" } });
    const window = await listMessages(tx, { conversationId: live.start.conversationId, ownerId: person.actor.id });
    expect(window?.messages.map((message) => message.author)).toEqual(["person", "model"]);
    expect(window?.messages[1]?.parts).toEqual([{ type: "text", text: textOf(parts) }]);
    expect(textOf(parts).split(/\s+/).length).toBeGreaterThan(20);
  }));

test("a reply goes on when nobody reads it", () =>
  inRollback(async (tx) => {
    const live = await ask(await aPerson(tx), await aModel(tx, "kind-50-2"));
    await readLiveReply(live).cancel();
    await ended(live);
    expect(await stored(tx, live.start.messageId)).toMatchObject({
      state: "complete",
      outputTokens: expect.any(Number),
    });
  }));

test("who comes back in the middle gets everything from the beginning, and so does a second reader", () =>
  inRollback(async (tx) => {
    const person = await aPerson(tx);
    const live = await ask(person, await aModel(tx, "kind-80-10"));
    await vi.waitFor(() => expect(live.parts.length).toBeGreaterThan(0), { timeout: 20_000 });
    const again = await followReply(person, { conversationId: live.start.conversationId });
    if (!again.ok || again.value === null) throw new Error("nothing to follow");
    const [first, second] = await Promise.all([readAll(readLiveReply(live)), readAll(again.value)]);
    expect(textOf(first)).toBe(textOf(second));
    expect(await followReply(person, { conversationId: live.start.conversationId })).toEqual({ ok: true, value: null });
  }));

test("stopping keeps what came", () =>
  inRollback(async (tx) => {
    const person = await aPerson(tx);
    const live = await ask(person, await aModel(tx, "kind-400-10"));
    await vi.waitFor(() => expect(live.parts.length).toBeGreaterThan(0), { timeout: 20_000 });
    await stopReply(person, { conversationId: live.start.conversationId });
    const parts = await readAll(readLiveReply(live));
    expect(parts.at(-1)).toMatchObject({ messageMetadata: { state: "stopped" } });
    await ended(live);
    const message = await stored(tx, live.start.messageId);
    expect(message?.state).toBe("stopped");
    const window = await listMessages(tx, { conversationId: live.start.conversationId, ownerId: person.actor.id });
    expect(window?.messages[1]?.parts).toEqual([{ type: "text", text: textOf(parts) }]);
  }));

test("a reply that another process writes is followed through the database, without gap or repetition", () =>
  inRollback(async (tx) => {
    const owner = await aPerson(tx);
    const { id, messageIds } = await aConversation(owner, { texts: ["q", "first "], lastState: "streaming" });
    const stream = await followReply(owner, { conversationId: id });
    if (!stream.ok || stream.value === null) throw new Error("nothing to follow");
    const reading = readAll(stream.value);
    const box = await accountBox(tx, owner.actor.id);
    const messageId = messageIds[1] as string;
    const write = (text: string, state: "streaming" | "complete") =>
      tx
        .update(messages)
        .set({ parts: box.seal("messages.parts", messageId, JSON.stringify([{ type: "text", text }])), state })
        .where(eq(messages.id, messageId));
    await write("first second ", "streaming");
    await write("first second third", "complete");
    const parts = await reading;
    expect(textOf(parts)).toBe("first second third");
    expect(parts.at(-1)).toMatchObject({ messageMetadata: { state: "complete" } });
  }));

describe("whatever the model's server does, the person gets what came and one plain failure", () => {
  test.each([
    "mid-close",
    "html-error",
    "not-json",
    "status-401",
    "status-500",
    "quota",
    "empty",
    "wrong-types",
    "huge-line",
    "redirect",
  ])("%s", (behaviour) =>
    inRollback(async (tx) => {
      const live = await ask(await aPerson(tx), await aModel(tx, behaviour));
      const parts = await readAll(readLiveReply(live));
      await ended(live);
      const message = await stored(tx, live.start.messageId);
      expect(message?.state).toBe("failed");
      expect(parts.filter((part) => part.type === "error")).toEqual([{ type: "error", errorText: message?.failure }]);
      const failed = await tx.select().from(securityEvents).where(eq(securityEvents.name, "reply.failed"));
      expect(failed).toHaveLength(1);
    }),
  );
});

test("a hundred replies at once all arrive whole", () =>
  inRollback(async (tx) => {
    const person = await aPerson(tx);
    const modelId = await aModel(tx, "kind-20-5");
    const texts: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const lives: LiveReply[] = [];
      for (let count = 0; count < 20; count += 1) lives.push(await ask(person, modelId));
      texts.push(...(await Promise.all(lives.map(async (live) => textOf(await readAll(readLiveReply(live)))))));
      await Promise.all(lives.map(ended));
    }
    expect(new Set(texts).size).toBe(1);
  }));

describe("what goes away while a message is being written", () => {
  const said = (ctx: PersonCtx, conversationId: string | null, parentId: string | null) =>
    reply(ctx, { kind: "send", conversationId, parentId, text: "Tell me", modelId: "librarian" }, "en");

  test("the conversation: it looks like one that was never there", async () => {
    const { db, close } = await ownDatabase("reply_deleted");
    try {
      const owner = await aPerson(db);
      const { id, messageIds } = await aConversation(owner);
      let sent: ReturnType<typeof said> | undefined;
      await db.transaction(async (tx) => {
        await tx.delete(conversations).where(eq(conversations.id, id));
        // It still sees the conversation, and then waits for what becomes of it.
        sent = said(owner, id, messageIds[1] as string);
        await vi.waitFor(async () => {
          const waiting = await db.execute(sql`select 1 from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`);
          expect(waiting).toHaveLength(1);
        }, 20_000);
      });
      expect(await sent).toEqual(fail("conversation-not-found"));
      expect(await db.select().from(messages)).toEqual([]);
    } finally {
      await close();
    }
  });

  test("the account: that is no missing conversation, and breaks", async () => {
    const { db, close } = await ownDatabase("reply_orphaned");
    try {
      const owner = await aPerson(db);
      await accountBox(db, owner.actor.id); // in memory from now on
      await db.delete(accounts).where(eq(accounts.id, owner.actor.id));
      await expect(said(owner, null, null)).rejects.toMatchObject({
        cause: { constraint_name: "conversations_owner_id_accounts_id_fk" },
      });
    } finally {
      await close();
    }
  });
});
