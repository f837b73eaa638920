import { findProvider } from "#lib/identity/oidc/providers.ts";
import { signInWithOidc } from "#lib/identity/oidc/sign-in-with-oidc.ts";
import { identitySettled } from "#lib/identity/sessions/known-session.ts";
import { env } from "#lib/platform/env.ts";
import { log } from "#lib/platform/log.ts";
import { currentCtx } from "./context.ts";
import { currentDeviceToken, takeStep } from "./establish-session.ts";
import { noteTrouble } from "./oidc-trouble.ts";
import { currentLanguage } from "./preferences.ts";
import { currentStep } from "./step.ts";

/**
 * What happens with an ID token that next-auth found right: our own use case, our own cookies. Answers the address to go
 * to, or false when something broke; next-auth would put the error's words into an address.
 */
export async function finishOidc(providerId: string, claims: unknown): Promise<string | false> {
  try {
    return env().appUrl + (await pathAfter(providerId, claims));
  } catch (error) {
    log().error({ err: error }, "a sign-in through a service broke");
    noteTrouble("failed");
    return false;
  }
}

async function pathAfter(providerId: string, claims: unknown): Promise<string> {
  const [ctx, step, deviceToken, language] = await Promise.all([
    currentCtx(),
    currentStep(),
    currentDeviceToken(),
    currentLanguage(),
  ]);
  const provider = findProvider(providerId);
  if (provider === undefined) return "/sign-in?error=oidc-refused";
  const back = step.oidc?.provider === providerId ? step.oidc.back : "/chat";
  step.oidc = undefined;
  await step.save();
  const outcome = await signInWithOidc(ctx, provider, claims, { deviceToken, language });
  await identitySettled();
  if (!outcome.ok) return `/sign-in?error=${outcome.error}`;
  return (await takeStep(outcome.value, back, ctx.now)) ?? back;
}
