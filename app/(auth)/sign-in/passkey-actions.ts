"use server";

import { publicAction } from "#lib/http/action.ts";
import { safeBack } from "#lib/http/back.ts";
import { currentDeviceToken, takeStep } from "#lib/http/establish-session.ts";
import { keepCeremony, takeCeremony } from "#lib/http/keep-ceremony.ts";
import { refreshing } from "#lib/http/refreshing.ts";
import { currentSignIn, currentStep } from "#lib/http/step.ts";
import { addFirstPasskey } from "#lib/identity/factors/passkeys/add-passkey.ts";
import { beginFirstPasskey } from "#lib/identity/factors/passkeys/begin-enrolment.ts";
import { beginSecondFactor, beginSignIn } from "#lib/identity/factors/passkeys/begin-sign-in.ts";
import { AddPasskey, BeginPasskey, ShowPasskey } from "#lib/identity/factors/passkeys/schema.ts";
import { showSecondPasskey } from "#lib/identity/factors/passkeys/show-second-passkey.ts";
import { signInWithPasskey } from "#lib/identity/factors/passkeys/sign-in-with-passkey.ts";
import type { SignInOutcome } from "#lib/identity/proceed.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";

/** Where the browser goes now. Not a redirect: what calls this is no form, and a whole new page suits a new session. */
async function goOn(ctx: Ctx, outcome: SignInOutcome, back: unknown) {
  return ok({ to: (await takeStep(outcome, back, ctx.now)) ?? safeBack(back) });
}

export const beginPasskeySignIn = publicAction(BeginPasskey, async (ctx) => keepCeremony(await beginSignIn(ctx)));

export const finishPasskeySignIn = publicAction(ShowPasskey, async (ctx, { answer, next }) => {
  const ceremony = await takeCeremony();
  const outcome = await signInWithPasskey(ctx, ceremony, answer, await currentDeviceToken());
  return outcome.ok ? goOn(ctx, outcome.value, next) : outcome;
});

export const beginPasskeyFactor = publicAction(BeginPasskey, async (ctx) => {
  const signIn = await currentSignIn(ctx.now);
  return keepCeremony(await beginSecondFactor(ctx, signIn?.pending ?? null));
});

export const finishPasskeyFactor = publicAction(ShowPasskey, async (ctx, { answer }) => {
  const [signIn, ceremony] = [await currentSignIn(ctx.now), await takeCeremony()];
  const outcome = await showSecondPasskey(ctx, signIn?.pending ?? null, ceremony, answer);
  return outcome.ok ? goOn(ctx, outcome.value, signIn?.back) : outcome;
});

export const beginPasskeyEnrol = publicAction(BeginPasskey, async (ctx) => {
  const signIn = await currentSignIn(ctx.now);
  return signIn === null ? fail("step-expired") : keepCeremony(await beginFirstPasskey(ctx, signIn.pending));
});

/** The cookie remembers that the factor was shown; the recovery codes must be seen before the session begins. */
export const finishPasskeyEnrol = publicAction(
  AddPasskey,
  refreshing(async (ctx: Ctx, input: AddPasskey) => {
    const [signIn, ceremony] = [await currentSignIn(ctx.now), await takeCeremony()];
    if (signIn === null) return fail("step-expired");
    const added = await addFirstPasskey(ctx, signIn.pending, input, ceremony);
    if (!added.ok) return added;
    const step = await currentStep();
    step.signIn = { ...signIn, pending: added.value.pending };
    await step.save();
    return ok({ recoveryCodes: added.value.recoveryCodes });
  }),
);
