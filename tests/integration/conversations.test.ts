import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { conversations, messages } from "#db/schema/chat.ts";
import { securityEvents } from "#db/schema/events.ts";
import { chooseBranch, deleteConversation, editConversation } from "#lib/chat/change-conversation.ts";
import { followReply } from "#lib/chat/follow-reply.ts";
import { listConversations, listMessages, readBranch, readConversation } from "#lib/chat/queries.ts";
import { reply } from "#lib/chat/reply.ts";
import { stopReply } from "#lib/chat/stop-reply.ts";
import { sweepReplies } from "#lib/chat/sweep-replies.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { fail } from "#lib/platform/result.ts";
import { aConversation, aPerson, now } from "#tests/support/factories.ts";
import { inRollback } from "#tests/support/rollback.ts";

describe("somebody else's conversation looks missing and leaves evidence", () => {
  const attempts = {
    send: (ctx, id, last) =>
      reply(ctx, { kind: "send", conversationId: id, parentId: last, text: "hi", modelId: "librarian" }, "en"),
    again: (ctx, id, _last, first) =>
      reply(ctx, { kind: "again", conversationId: id, messageId: first, modelId: "librarian" }, "en"),
    "send, asking a model that does not exist": (ctx, id, last) =>
      reply(ctx, { kind: "send", conversationId: id, parentId: last, text: "hi", modelId: "no-such-model" }, "en"),
    edit: (ctx, id) => editConversation(ctx, { conversationId: id, title: "x", pinned: true }),
    delete: (ctx, id) => deleteConversation(ctx, { conversationId: id }),
    "choose a branch": (ctx, id, last) => chooseBranch(ctx, { conversationId: id, messageId: last }),
    follow: (ctx, id) => followReply(ctx, { conversationId: id }),
    stop: (ctx, id) => stopReply(ctx, { conversationId: id }),
  } satisfies Record<
    string,
    (ctx: Awaited<ReturnType<typeof aPerson>>, id: string, last: string, first: string) => Promise<unknown>
  >;

  test.each(Object.entries(attempts))("%s, also for an administrator", (_name, attempt) =>
    inRollback(async (tx) => {
      const owner = await aPerson(tx);
      const { id, messageIds } = await aConversation(owner);
      const before = await tx.select().from(messages);
      for (const role of ["user", "admin"] as const) {
        const stranger = await aPerson(tx, { role });
        expect(await attempt(stranger, id, messageIds[1] as string, messageIds[0] as string)).toEqual(
          fail("conversation-not-found"),
        );
        const denied = await tx.select().from(securityEvents).where(eq(securityEvents.actorId, stranger.actor.id));
        expect(denied.map((event) => event.name)).toContain("access.denied");
      }
      expect(await tx.select().from(messages)).toEqual(before);
      expect((await readConversation(tx, { conversationId: id, ownerId: owner.actor.id }))?.title).toBe(
        "A conversation",
      );
    }),
  );

  test("and reads give nothing", () =>
    inRollback(async (tx) => {
      const [owner, stranger] = [await aPerson(tx), await aPerson(tx)];
      const { id } = await aConversation(owner);
      expect(await readConversation(tx, { conversationId: id, ownerId: stranger.actor.id })).toBeNull();
      expect(await listMessages(tx, { conversationId: id, ownerId: stranger.actor.id })).toBeNull();
      expect((await listConversations(tx, stranger.actor.id)).lines).toEqual([]);
    }));
});

test("a parent from another conversation is refused, one's own other conversation included", () =>
  inRollback(async (tx) => {
    const owner = await aPerson(tx);
    const [one, two] = [await aConversation(owner), await aConversation(owner)];
    const forged = {
      kind: "send",
      conversationId: one.id,
      parentId: two.messageIds[1] as string,
      text: "hi",
      modelId: "librarian",
    } as const;
    expect(await reply(owner, forged, "en")).toEqual(fail("conversation-not-found"));
    expect(await tx.select().from(messages)).toHaveLength(4);
  }));

test("windows walk a long branch from its end to its beginning without a gap", () =>
  inRollback(async (tx) => {
    const owner = await aPerson(tx);
    const texts = Array.from({ length: 101 }, (_, index) => `message ${index}`);
    const { id, messageIds } = await aConversation(owner, { texts });
    const scope = { conversationId: id, ownerId: owner.actor.id };
    const seen: string[] = [];
    let window = await listMessages(tx, scope);
    for (;;) {
      seen.unshift(...(window?.messages ?? []).map((message) => message.id));
      if (!window?.earlier) break;
      window = await listMessages(tx, { ...scope, before: window.messages[0]?.id });
    }
    expect(seen).toEqual(messageIds);
  }));

test("an edit is a branch: both stay, siblings know each other, and one can go back to the other", () =>
  inRollback(async (tx) => {
    const owner = await aPerson(tx);
    const { id, messageIds } = await aConversation(owner, { texts: ["q1", "a1", "q2", "a2"] });
    const scope = { conversationId: id, ownerId: owner.actor.id };
    const other = await aConversation(owner, { texts: [] });
    expect(other.messageIds).toEqual([]);
    const edited = "0199aaaa-0000-7000-8000-000000000001";
    const [template] = await tx
      .select()
      .from(messages)
      .where(eq(messages.id, messageIds[2] as string));
    if (template === undefined) throw new Error("no message");
    const box = await accountBox(tx, owner.actor.id);
    await tx.insert(messages).values({
      ...template,
      id: edited,
      parts: box.seal("messages.parts", edited, JSON.stringify([{ type: "text", text: "q2 edited" }])),
    });
    await chooseBranch(owner, { conversationId: id, messageId: edited });
    const shown = await listMessages(tx, scope);
    expect(shown?.messages.map((message) => message.id)).toEqual([messageIds[0], messageIds[1], edited]);
    expect(new Set(shown?.messages[2]?.siblings)).toEqual(new Set([messageIds[2], edited]));
    await chooseBranch(owner, { conversationId: id, messageId: messageIds[2] as string });
    expect((await listMessages(tx, scope))?.messages.map((message) => message.id)).toEqual(messageIds);
    const branch = await readBranch(tx, { ...scope, messageId: edited }, 10);
    expect(branch.flatMap(({ parts }) => parts.map((part) => part.type === "text" && part.text))).toEqual([
      "q1",
      "a1",
      "q2 edited",
    ]);
  }));

test("pinned conversations come first, archived ones leave the list, deleted ones leave nothing", () =>
  inRollback(async (tx) => {
    const owner = await aPerson(tx);
    const [old, middle] = [
      await aConversation(owner, { title: "old" }),
      await aConversation(owner, { title: "middle" }),
    ];
    await tx
      .update(conversations)
      .set({ activeAt: new Date(now.getTime() - 1000) })
      .where(eq(conversations.id, old.id));
    await editConversation(owner, { conversationId: old.id, pinned: true });
    expect((await listConversations(tx, owner.actor.id)).lines.map((line) => line.title)).toEqual(["old", "middle"]);
    await editConversation(owner, { conversationId: old.id, archived: true });
    expect((await listConversations(tx, owner.actor.id)).lines.map((line) => line.title)).toEqual(["middle"]);
    expect((await listConversations(tx, owner.actor.id, { archived: true })).lines.map((line) => line.title)).toEqual([
      "old",
    ]);
    await deleteConversation(owner, { conversationId: middle.id });
    expect(await tx.select().from(messages).where(eq(messages.conversationId, middle.id))).toEqual([]);
  }));

test("a reply whose process died is interrupted and keeps what was saved; one that lives is left alone", () =>
  inRollback(async (tx) => {
    const owner = await aPerson(tx);
    const dead = await aConversation(owner, { texts: ["q", "half an ans"], lastState: "streaming" });
    expect(await sweepReplies(tx, new Date(now.getTime() + 9_000))).toBe(0);
    expect(await sweepReplies(tx, new Date(now.getTime() + 10_001))).toBe(1);
    const window = await listMessages(tx, { conversationId: dead.id, ownerId: owner.actor.id });
    expect(window?.messages.at(-1)).toMatchObject({
      state: "interrupted",
      parts: [{ type: "text", text: "half an ans" }],
    });
  }));

test("titles and messages are not readable in their rows", () =>
  inRollback(async (tx) => {
    const owner = await aPerson(tx);
    await aConversation(owner, { title: "Secret merger", texts: ["who buys whom", "nobody says"] });
    const rows = [
      ...(await tx.select({ sealed: conversations.title }).from(conversations)),
      ...(await tx.select({ sealed: messages.parts }).from(messages)),
    ];
    const bytes = Buffer.concat(rows.map((row) => row.sealed)).toString("latin1");
    for (const word of ["merger", "buys", "nobody"]) expect(bytes).not.toContain(word);
  }));
