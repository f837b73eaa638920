"use server";

import { redirect } from "next/navigation";
import { action, formAction } from "#lib/http/action.ts";
import { dropSession } from "#lib/http/establish-session.ts";
import { requestEmailChange as askForAddress } from "#lib/identity/links/change-email.ts";
import { sendVerification as mailAgain } from "#lib/identity/links/verify-email.ts";
import { reportSession as disown } from "#lib/identity/report-session.ts";
import { ChangeEmail, ConfirmLink, ReportSession } from "#lib/identity/schema.ts";

export const requestEmailChange = formAction(ChangeEmail, askForAddress);
export const sendVerification = formAction(ConfirmLink, mailAgain);

/** Nobody is signed in any more afterwards, this person neither. */
export const reportSession = action(ReportSession, async (ctx, input) => {
  const reported = await disown(ctx, input);
  if (!reported.ok) return reported;
  await dropSession();
  redirect("/sign-in?reported=1");
});
