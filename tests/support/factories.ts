import { uuidv7 } from "uuidv7";
import type { Db } from "#db/client.ts";
import { conversations, messages } from "#db/schema/chat.ts";
import type { Role } from "#lib/access/schema.ts";
import type { MessagePart, MessageState } from "#lib/chat/schema.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { insertAccount } from "#lib/identity/create-account.ts";
import { startSession } from "#lib/identity/sessions/start-session.ts";
import type { Actor, Ctx, PersonCtx } from "#lib/platform/context.ts";

export const now = new Date("2026-11-22T12:00:00Z");

export function anonymousCtx(db: Db, at = now): Ctx {
  return { actor: { kind: "anonymous" }, db, now: at, requestId: uuidv7(), address: "203.0.113.7", device: "test" };
}

let people = 0;

/** An account with a session; with no address it is bound to no browser and no network, so that any may use it. Its password cannot be guessed because it has none, unless a hash is given. */
export async function aPerson(
  db: Db,
  of: { role?: Role; email?: string; name?: string; passwordHash?: string; at?: Date; address?: string | null } = {},
): Promise<PersonCtx> {
  const role = of.role ?? "user";
  const { address = "203.0.113.7" } = of;
  const ctx = { ...anonymousCtx(db, of.at ?? now), address };
  people += 1;
  const email = of.email ?? `person-${people}-${uuidv7()}@example.org`;
  const created = await insertAccount(ctx, {
    email,
    name: of.name ?? "A Person",
    role,
    passwordHash: of.passwordHash ?? "none",
    by: "operator",
  });
  if (!created.ok) throw new Error(created.error);
  const session = await startSession(ctx, { id: created.value.accountId, role }, { method: "password" });
  const actor: Actor = {
    kind: "person",
    id: created.value.accountId,
    role,
    sessionId: session.sessionId,
    signedInAt: ctx.now,
    endsAt: session.expiresAt,
    delegated: [],
    glass: [],
  };
  return { ...ctx, actor };
}

/** A conversation of the person with a chain of messages, person and model taking turns. */
export async function aConversation(
  ctx: PersonCtx,
  of: { title?: string; texts?: readonly string[]; lastState?: MessageState; modelId?: string } = {},
) {
  const id = uuidv7();
  const box = await accountBox(ctx.db, ctx.actor.id);
  const texts = of.texts ?? ["Hello", "Good day"];
  const ids = texts.map(() => uuidv7());
  await ctx.db.insert(conversations).values({
    id,
    ownerId: ctx.actor.id,
    title: box.seal("conversations.title", id, of.title ?? "A conversation"),
    modelId: of.modelId ?? "librarian",
    leafId: ids.at(-1) ?? null,
    createdAt: ctx.now,
    activeAt: ctx.now,
  });
  const rows = texts.map((text, index) => {
    const messageId = ids[index] as string;
    const parts: MessagePart[] = [{ type: "text", text }];
    const last = index === texts.length - 1;
    return {
      id: messageId,
      conversationId: id,
      parentId: ids[index - 1] ?? null,
      author: index % 2 === 0 ? ("person" as const) : ("model" as const),
      parts: box.seal("messages.parts", messageId, JSON.stringify(parts)),
      state: last ? (of.lastState ?? "complete") : ("complete" as const),
      createdAt: ctx.now,
      beatAt: last && of.lastState === "streaming" ? ctx.now : null,
    };
  });
  if (rows.length > 0) await ctx.db.insert(messages).values(rows);
  return { id, messageIds: ids };
}
