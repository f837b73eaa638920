"use server";

import { publicFormAction } from "#lib/http/action.ts";
import { currentDeviceToken, enter } from "#lib/http/establish-session.ts";
import { currentStep } from "#lib/http/step.ts";
import { changeEmail } from "#lib/identity/links/change-email.ts";
import { requestLink } from "#lib/identity/links/request-link.ts";
import { resetPassword as replacePassword } from "#lib/identity/links/reset-password.ts";
import { signInWithLink } from "#lib/identity/links/sign-in-with-link.ts";
import { verifyEmail } from "#lib/identity/links/verify-email.ts";
import { AskForLink, ConfirmLink, ResetPassword } from "#lib/identity/schema.ts";
import { env } from "#lib/platform/env.ts";
import { fail } from "#lib/platform/result.ts";

export const askForNewPassword = publicFormAction(AskForLink, (ctx, { email }) =>
  requestLink(ctx, { purpose: "reset-password", email }),
);

/** Only where mails are really sent: a link in a file on the server helps nobody to sign in. */
export const askForSignInLink = publicFormAction(AskForLink, async (ctx, { email }) =>
  env().mail === null ? fail("not-found") : requestLink(ctx, { purpose: "sign-in", email }),
);

export const resetPassword = publicFormAction(ResetPassword, async (ctx, input) => {
  const { link } = await currentStep();
  if (link?.purpose !== "reset-password") return fail("link-unknown");
  const outcome = await replacePassword(ctx, link.linkId, input, await currentDeviceToken());
  return outcome.ok ? enter(outcome.value, "/chat", ctx.now) : outcome;
});

/** The links that need no more than a word of consent. Which one, the sealed cookie says. */
export const confirmLink = publicFormAction(ConfirmLink, async (ctx) => {
  const { link } = await currentStep();
  if (link?.purpose === "sign-in") {
    const outcome = await signInWithLink(ctx, link.linkId, await currentDeviceToken());
    return outcome.ok ? enter(outcome.value, "/chat", ctx.now) : outcome;
  }
  if (link?.purpose !== "verify-email" && link?.purpose !== "change-email") return fail("link-unknown");
  return link.purpose === "verify-email" ? verifyEmail(ctx, link.linkId) : changeEmail(ctx, link.linkId);
});
