import { generateRegistrationOptions } from "@simplewebauthn/server";
import { refusal } from "#lib/access/refusal.ts";
import { type Ctx, inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { CEREMONY_LIFETIME, MOST_PASSKEYS } from "../../numbers.ts";
import type { PendingSignIn } from "../../proceed.ts";
import { readProfile } from "../../queries.ts";
import { enrolling } from "../enrol-totp.ts";
import { algorithms, newCeremony, relyingParty, userHandleOf } from "./ceremony.ts";
import { listCredentials } from "./queries.ts";

/** The question for a browser to make a passkey with, for somebody who is signed in. */
export function beginPasskey(ctx: PersonCtx) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "factor.change", { ownerId: tx.actor.id });
    if (denied) return fail(denied);
    return question(tx, tx.actor.id);
  });
}

/** The same for somebody whose sign-in cannot end without a first second factor. */
export function beginFirstPasskey(ctx: Ctx, pending: PendingSignIn) {
  return enrolling(ctx, pending, (tx) => question(tx, pending.accountId));
}

async function question(ctx: Ctx, accountId: string) {
  const [profile, known] = await Promise.all([readProfile(ctx.db, accountId), listCredentials(ctx.db, accountId)]);
  if (known.length >= MOST_PASSKEYS) return fail("passkey-limit");
  const ceremony = newCeremony(ctx, "enrol", accountId);
  const { id, name } = relyingParty();
  const options = await generateRegistrationOptions({
    rpID: id,
    rpName: name,
    userID: userHandleOf(accountId),
    userName: profile.email,
    userDisplayName: profile.name,
    challenge: Buffer.from(ceremony.challenge, "base64url"),
    timeout: CEREMONY_LIFETIME,
    attestationType: "none",
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: known,
    // A passkey must be found without an address, and only by whom the device knows.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return ok({ options, ceremony });
}
