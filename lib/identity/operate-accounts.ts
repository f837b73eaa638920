import { randomInt } from "node:crypto";
import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import type { Role } from "#lib/access/schema.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { insertAccount, prepareAccount } from "./create-account.ts";
import { findAccountId } from "./queries.ts";
import { type CreatePerson, passwordFits } from "./schema.ts";
import { endSessionsOf } from "./sessions/end-sessions.ts";

// What somebody with a shell on the server can do for people. Each is an event by the actor `operator`.

/** Makes an account of any role. */
export async function createPerson(ctx: Ctx, input: CreatePerson) {
  if (!passwordFits(input.password, input.role)) return fail("password-length");
  const account = await prepareAccount({ ...input, by: "operator" });
  return inTransaction(ctx, (tx) => insertAccount(tx, account));
}

/** Replaces a password and ends every session. */
export async function resetPassword(ctx: Ctx, input: { email: string; password: string }) {
  const account = await find(ctx, input.email);
  if (account === null) return fail("person-not-found");
  if (!passwordFits(input.password, account.role)) return fail("password-length");
  const passwordHash = await hashPassword(input.password);
  return inTransaction(ctx, async (tx) => {
    await tx.db.update(accounts).set({ passwordHash, passwordChangedAt: tx.now }).where(eq(accounts.id, account.id));
    await emit(tx, "account.password-changed", { accountId: account.id, by: "operator" });
    return ok(await endSessionsOf(tx, account.id, "password-changed"));
  });
}

/** Ends every session of a person; answers how many. */
export async function endSessions(ctx: Ctx, input: { email: string }) {
  const account = await find(ctx, input.email);
  if (account === null) return fail("person-not-found");
  return inTransaction(ctx, async (tx) => ok(await endSessionsOf(tx, account.id, "operator")));
}

/** Locks a person out at their next request, or lets them in again. */
export async function setSuspended(ctx: Ctx, input: { email: string; suspended: boolean }) {
  const account = await find(ctx, input.email);
  if (account === null) return fail("person-not-found");
  return inTransaction(ctx, async (tx) => {
    await tx.db
      .update(accounts)
      .set({ state: input.suspended ? "suspended" : "active" })
      .where(eq(accounts.id, account.id));
    await emit(tx, input.suspended ? "account.suspended" : "account.restored", { accountId: account.id });
    return ok(input.suspended ? await endSessionsOf(tx, account.id, "suspended") : 0);
  });
}

async function find(ctx: Ctx, email: string): Promise<{ id: string; role: Role } | null> {
  const id = await findAccountId(ctx.db, email);
  if (id === null) return null;
  const [account] = await ctx.db
    .select({ id: accounts.id, role: accounts.role })
    .from(accounts)
    .where(eq(accounts.id, id));
  return account ?? null;
}

/** Letters and digits that cannot be mistaken for one another, read aloud or copied by hand. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

/** Twenty random characters in groups of five: 99 bits. */
export function generatePassword(): string {
  const groups = Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(""),
  );
  return groups.join("-");
}
