"use server";

import { redirect } from "next/navigation";
import { action, publicFormAction } from "#lib/http/action.ts";
import { currentDeviceToken, dropSession, enter, takeStep } from "#lib/http/establish-session.ts";
import { currentLanguage } from "#lib/http/preferences.ts";
import { currentStep } from "#lib/http/step.ts";
import { openLink as lookAtLink } from "#lib/identity/links/open-link.ts";
import { useLink as makeAccount } from "#lib/identity/links/use-link.ts";
import { OpenLink, SignIn, SignOut, SignUp } from "#lib/identity/schema.ts";
import { signOut as endOwnSession } from "#lib/identity/sessions/end-sessions.ts";
import { signIn as signInWithPassword } from "#lib/identity/sign-in.ts";
import { signUp as signUpOpenly } from "#lib/identity/sign-up.ts";
import { fail, ok } from "#lib/platform/result.ts";

export const signIn = publicFormAction(SignIn, async (ctx, { next, ...credentials }) => {
  const outcome = await signInWithPassword(ctx, credentials, await currentDeviceToken());
  return outcome.ok ? enter(outcome.value, next, ctx.now) : outcome;
});

/** For a page that stays open when its session ends. Answers where the next step is taken, if there is one. */
export const signInAgain = publicFormAction(SignIn, async (ctx, { next, ...credentials }) => {
  const outcome = await signInWithPassword(ctx, credentials, await currentDeviceToken());
  return outcome.ok ? ok({ step: await takeStep(outcome.value, next, ctx.now) }) : outcome;
});

/** Nothing but a sign of life: every request of a session is a use of it. */
export const stay = action(SignOut, async () => ok(null));

export const signUp = publicFormAction(SignUp, async (ctx, input) => {
  const outcome = await signUpOpenly(ctx, input, await currentDeviceToken(), await currentLanguage());
  return outcome.ok ? enter(outcome.value, "/chat", ctx.now) : outcome;
});

/** The token arrives in the body: it stood in the link's fragment, which browsers send to nobody. */
export const openLink = publicFormAction(OpenLink, async (ctx, input) => {
  const link = await lookAtLink(ctx, input);
  if (!link.ok) return link;
  const step = await currentStep();
  step.link = link.value;
  await step.save();
  return ok({ purpose: link.value.purpose, role: link.value.role, email: link.value.email });
});

export const useLink = publicFormAction(SignUp, async (ctx, input) => {
  const step = await currentStep();
  if (step.link === undefined) return fail("link-unknown");
  const outcome = await makeAccount(ctx, step.link.linkId, input, await currentDeviceToken(), await currentLanguage());
  return outcome.ok ? enter(outcome.value, "/chat", ctx.now) : outcome;
});

const endSession = action(SignOut, endOwnSession);

export async function signOut(): Promise<void> {
  await endSession({});
  await dropSession();
  redirect("/sign-in");
}
