"use server";

import { redirect } from "next/navigation";
import { action, publicFormAction } from "#lib/http/action.ts";
import { safeBack } from "#lib/http/back.ts";
import { dropSession, establishSession } from "#lib/http/establish-session.ts";
import { currentStep } from "#lib/http/step.ts";
import { signOut as endOwnSession } from "#lib/identity/end-sessions.ts";
import { openLink as lookAtLink } from "#lib/identity/open-link.ts";
import { OpenLink, SignIn, SignOut, SignUp } from "#lib/identity/schema.ts";
import { signIn as signInWithPassword } from "#lib/identity/sign-in.ts";
import { signUp as signUpOpenly } from "#lib/identity/sign-up.ts";
import { useLink as makeAccount } from "#lib/identity/use-link.ts";
import { fail, ok } from "#lib/platform/result.ts";

export const signIn = publicFormAction(SignIn, async (ctx, { next, ...credentials }) => {
  const session = await signInWithPassword(ctx, credentials);
  if (!session.ok) return session;
  await establishSession(session.value, ctx.now);
  redirect(safeBack(next));
});

export const signUp = publicFormAction(SignUp, async (ctx, input) => {
  const session = await signUpOpenly(ctx, input);
  if (!session.ok) return session;
  await establishSession(session.value, ctx.now);
  redirect("/chat");
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
  const session = await makeAccount(ctx, step.link.linkId, input);
  if (!session.ok) return session;
  step.destroy();
  await establishSession(session.value, ctx.now);
  redirect("/chat");
});

const endSession = action(SignOut, endOwnSession);

export async function signOut(): Promise<void> {
  await endSession({});
  await dropSession();
  redirect("/sign-in");
}
