import { uuidv7 } from "uuidv7";
import { conversations, messages } from "#db/schema/chat.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { insertAccount, prepareAccount } from "#lib/identity/create-account.ts";
import { generatePassword } from "#lib/identity/operate-accounts.ts";
import { anyAccount } from "#lib/identity/queries.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { fillEvents } from "./fill-events.ts";
import { people, type Talk, talks } from "./organisation.ts";

const DAY = 24 * 60 * 60_000;

export type DemoAccount = { name: string; email: string; role: string; password: string };

/** Fills an empty instance with an invented organisation; all or nothing. The passwords are returned once and kept nowhere. */
export async function fillDemo(ctx: Ctx): Promise<Result<DemoAccount[], "not-empty">> {
  if (await anyAccount(ctx.db)) return fail("not-empty");
  const prepared = await Promise.all(
    people.map(async (person) => {
      const password = generatePassword();
      return { person, password, account: await prepareAccount({ ...person, password, by: "operator" }) };
    }),
  );
  return inTransaction(ctx, async (tx) => {
    if (await anyAccount(tx.db)) return fail("not-empty");
    const monthAgo = new Date(tx.now.getTime() - 31 * DAY);
    const ids: string[] = [];
    for (const { account } of prepared) {
      const created = await insertAccount({ ...tx, now: monthAgo }, account);
      if (!created.ok) throw new Error(created.error);
      ids.push(created.value.accountId);
      for (const talk of talks) await insertTalk(tx, created.value.accountId, talk);
    }
    await fillEvents(tx, ids);
    return ok(prepared.map(({ person, password }) => ({ ...person, password })));
  });
}

async function insertTalk(tx: Ctx, ownerId: string, talk: Talk): Promise<void> {
  const box = await accountBox(tx.db, ownerId);
  const id = uuidv7();
  const at = new Date(tx.now.getTime() - talk.daysAgo * DAY - 40 * 60_000);
  const ids = talk.turns.map(() => uuidv7());
  await tx.db.insert(conversations).values({
    id,
    ownerId,
    title: box.seal("conversations.title", id, talk.title),
    modelId: "librarian",
    leafId: ids.at(-1) ?? null,
    pinnedAt: talk.pinned === true ? at : null,
    createdAt: at,
    activeAt: at,
  });
  await tx.db.insert(messages).values(
    talk.turns.map((text, turn) => {
      const messageId = ids[turn] as string;
      return {
        id: messageId,
        conversationId: id,
        parentId: ids[turn - 1] ?? null,
        author: turn % 2 === 0 ? ("person" as const) : ("model" as const),
        parts: box.seal("messages.parts", messageId, JSON.stringify([{ type: "text", text }])),
        state: "complete" as const,
        createdAt: new Date(at.getTime() + turn * 60_000),
      };
    }),
  );
}
