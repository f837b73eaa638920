"use server";

import type { ZodType } from "zod";
import { publicFormAction } from "#lib/http/action.ts";
import { enter } from "#lib/http/establish-session.ts";
import { refreshing } from "#lib/http/refreshing.ts";
import { currentSignIn, currentStep } from "#lib/http/step.ts";
import { answerFactor as answer } from "#lib/identity/factors/answer-factor.ts";
import {
  beginEnrolment,
  confirmEnrolment,
  finishEnrolment,
  renewEnrolmentCodes,
} from "#lib/identity/factors/enrol-totp.ts";
import { AnswerFactor, ConfirmTotp, Nothing } from "#lib/identity/factors/schema.ts";
import type { PendingSignIn, SignInOutcome } from "#lib/identity/proceed.ts";
import { replaceRequiredPassword } from "#lib/identity/replace-required-password.ts";
import { ReplacePassword } from "#lib/identity/schema.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";

type StepCase<I, T> = (ctx: Ctx, pending: PendingSignIn, input: I) => Promise<Result<T, string>>;

/** A use case about the sign-in that is half done in this browser. Use cases look again whether it may go on. */
function stepAction<I, T>(schema: ZodType<I>, useCase: StepCase<I, T>) {
  return publicFormAction(schema, async (ctx, input): Promise<Result<T, string>> => {
    const signIn = await currentSignIn(ctx.now);
    return signIn === null ? fail("step-expired") : useCase(ctx, signIn.pending, input);
  });
}

/** The same for one after which the sign-in goes on: to its next step, or in. */
function goingOn<I>(schema: ZodType<I>, useCase: StepCase<I, SignInOutcome>) {
  return stepAction(schema, async (ctx, pending, input) => {
    const outcome = await useCase(ctx, pending, input);
    return outcome.ok ? enter(outcome.value, (await currentStep()).signIn?.back, ctx.now) : outcome;
  });
}

export const answerFactor = goingOn(AnswerFactor, answer);
export const replacePassword = goingOn(ReplacePassword, replaceRequiredPassword);

export const beginEnrol = stepAction(Nothing, refreshing(beginEnrolment));
export const renewCodes = stepAction(Nothing, renewEnrolmentCodes);
export const finishEnrol = goingOn(Nothing, finishEnrolment);

/** The cookie remembers that the factor was shown; the recovery codes must be seen before the session begins. */
async function enrolHere(ctx: Ctx, pending: PendingSignIn, input: ConfirmTotp) {
  const confirmed = await confirmEnrolment(ctx, pending, input);
  if (!confirmed.ok) return confirmed;
  const step = await currentStep();
  if (step.signIn !== undefined) step.signIn.pending = confirmed.value.pending;
  await step.save();
  return ok({ recoveryCodes: confirmed.value.recoveryCodes });
}
export const confirmEnrol = stepAction(ConfirmTotp, refreshing(enrolHere));
