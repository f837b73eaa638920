import { randomInt } from "node:crypto";
import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import type { Role } from "#lib/access/schema.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { insertAccount, prepareAccount } from "./create-account.ts";
import { removeAllFactors } from "./factors/remove-all-factors.ts";
import { passwordRefusal } from "./password-policy.ts";
import { applyState } from "./people/apply-change.ts";
import { unlockPerson } from "./people/unlock-person.ts";
import { findAccountId, readProfile } from "./queries.ts";
import type { CreatePerson } from "./schema.ts";
import { endSessionsOf } from "./sessions/end-sessions.ts";
import { setPassword } from "./set-password.ts";

// What somebody with a shell on the server can do for people. Each is an event by the actor `operator`.

/** Makes an account of any role. */
export async function createPerson(ctx: Ctx, input: CreatePerson) {
  const refused = await passwordRefusal(input.password, input);
  if (refused !== null) return fail(refused);
  const account = await prepareAccount({ ...input, by: "operator" });
  return inTransaction(ctx, (tx) => insertAccount(tx, account));
}

/** Replaces a password and ends every session and token. */
export async function resetPassword(ctx: Ctx, input: { email: string; password: string }) {
  const account = await find(ctx, input.email);
  if (account === null) return fail("person-not-found");
  const refused = await passwordRefusal(input.password, await readProfile(ctx.db, account.id));
  if (refused !== null) return fail(refused);
  const passwordHash = await hashPassword(input.password);
  return inTransaction(ctx, async (tx) =>
    ok((await setPassword(tx, account.id, { passwordHash, by: "operator" })) ?? 0),
  );
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
  // Also the last administrator: whoever runs the server must be able to stop an account that was taken over.
  return inTransaction(ctx, async (tx) =>
    ok(await applyState(tx, account.id, input.suspended ? "suspended" : "active")),
  );
}

/** Lets a person try again at once who has to wait after failed sign-ins. */
export async function unlockAccount(ctx: Ctx, input: { email: string }) {
  const account = await find(ctx, input.email);
  return account === null ? fail("person-not-found") : unlockPerson(ctx, { accountId: account.id });
}

/** Takes every second factor from an account whose owner has lost them; answers how many sessions ended. */
export async function removeFactors(ctx: Ctx, input: { email: string }) {
  const account = await find(ctx, input.email);
  if (account === null) return fail("person-not-found");
  return inTransaction(ctx, async (tx) => {
    const ended = await removeAllFactors(tx, account.id, "operator");
    return ended === null ? fail("no-factor") : ok(ended);
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
