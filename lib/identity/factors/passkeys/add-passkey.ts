import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { accounts } from "#db/schema/accounts.ts";
import { passkeys } from "#db/schema/factors.ts";
import { refusal } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { type Ctx, inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { MOST_PASSKEYS } from "../../numbers.ts";
import type { PendingSignIn } from "../../proceed.ts";
import { tell } from "../../tell.ts";
import { enrolling } from "../enrol-totp.ts";
import { codesForFirstFactor } from "../make-recovery-codes.ts";
import { endOtherSessions } from "../other-sessions.ts";
import { type Ceremony, spendCeremony } from "./ceremony.ts";
import { judgeEnrolment } from "./judge-answer.ts";
import { listCredentials } from "./queries.ts";
import { refusePasskey } from "./refuse-passkey.ts";
import { type AddPasskey, EnrolmentAnswer } from "./schema.ts";

/** Keeps a passkey that a browser has just made. Recovery codes come with the first second factor, to be shown once. */
export function addPasskey(ctx: PersonCtx, input: AddPasskey, ceremony: Ceremony | undefined) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "factor.change", { ownerId: tx.actor.id });
    return denied ? fail(denied) : keep(tx, tx.actor.id, input, ceremony);
  });
}

/** The same in a sign-in that waits for its first second factor, which has been shown then. */
export function addFirstPasskey(ctx: Ctx, pending: PendingSignIn, input: AddPasskey, ceremony: Ceremony | undefined) {
  return enrolling(ctx, pending, async (tx) => {
    const kept = await keep(tx, pending.accountId, input, ceremony);
    if (!kept.ok) return kept;
    return ok({
      ...kept.value,
      pending: { ...pending, shown: { ...pending.shown, secondFactor: "passkey" as const } },
    });
  });
}

async function keep(tx: Ctx, accountId: string, { name, answer: given }: AddPasskey, ceremony: Ceremony | undefined) {
  const fault = await spendCeremony(tx, ceremony, "enrol", accountId);
  if (fault !== null || ceremony === undefined) return refusePasskey(tx, fault ?? "wrong-challenge", accountId);
  const answer = EnrolmentAnswer.safeParse(given);
  if (!answer.success) return refusePasskey(tx, "malformed", accountId);
  const judged = await judgeEnrolment(answer.data, ceremony.challenge);
  if (!judged.ok) return refusePasskey(tx, judged.error, accountId);
  // The account's row puts those who add at the same moment in order, so that none is one too many.
  await tx.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, accountId)).for("update");
  if ((await listCredentials(tx.db, accountId)).length >= MOST_PASSKEYS) return fail("passkey-limit");
  const id = uuidv7();
  const box = await accountBox(tx.db, accountId);
  const added = await tx.db
    .insert(passkeys)
    .values({ id, accountId, ...judged.value, name: box.seal("passkeys.name", id, name), createdAt: tx.now })
    .onConflictDoNothing({ target: passkeys.credentialId })
    .returning({ id: passkeys.id });
  if (added.length === 0) return fail("passkey-taken");
  await emit(tx, "factor.added", { accountId, factor: "passkey" });
  await tell(tx, accountId, "new-factor", { factor: "passkey" });
  await endOtherSessions(tx, accountId);
  return ok({ recoveryCodes: await codesForFirstFactor(tx, accountId) });
}
