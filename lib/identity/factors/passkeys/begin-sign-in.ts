import { generateAuthenticationOptions } from "@simplewebauthn/server";
import type { Ctx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { CEREMONY_LIFETIME } from "../../numbers.ts";
import { isCurrent, type PendingSignIn } from "../../proceed.ts";
import { newCeremony, relyingParty } from "./ceremony.ts";
import { listCredentials } from "./queries.ts";

/** The question for a passkey by which somebody signs in without saying who they are. The same for everybody. */
export async function beginSignIn(ctx: Ctx) {
  const ceremony = newCeremony(ctx, "sign-in", null);
  return ok({ options: await question(ceremony.challenge), ceremony });
}

/** The question for a passkey as the second factor of a sign-in that is half done. */
export async function beginSecondFactor(ctx: Ctx, pending: PendingSignIn | null) {
  if (pending === null || pending.need !== "factor" || !isCurrent(pending, ctx.now)) return fail("step-expired");
  const ceremony = newCeremony(ctx, "sign-in", pending.accountId);
  const known = await listCredentials(ctx.db, pending.accountId);
  return ok({ options: await question(ceremony.challenge, known), ceremony });
}

function question(challenge: string, allowCredentials?: { id: string; transports: string[] }[]) {
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: Buffer.from(challenge, "base64url"),
    timeout: CEREMONY_LIFETIME,
    userVerification: "required",
    ...(allowCredentials === undefined ? {} : { allowCredentials }),
  });
}
