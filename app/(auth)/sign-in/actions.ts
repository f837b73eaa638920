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

export const renewCodes = stepAction(Nothing, renewEnrolmentCodes);
export const finishEnrol = goingOn(Nothing, finishEnrolment);

/** The sign-in as it is after a step that leaves it open: the cookie remembers it. */
async function keep(pending: PendingSignIn): Promise<void> {
  const step = await currentStep();
  if (step.signIn !== undefined) step.signIn.pending = pending;
  await step.save();
}

async function beginHere(ctx: Ctx, pending: PendingSignIn) {
  const begun = await beginEnrolment(ctx, pending);
  if (!begun.ok) return begun;
  await keep(begun.value.pending);
  return ok(null);
}
export const beginEnrol = stepAction(Nothing, refreshing(beginHere));

/** The recovery codes must be seen before the session begins. */
async function enrolHere(ctx: Ctx, pending: PendingSignIn, input: ConfirmTotp) {
  const confirmed = await confirmEnrolment(ctx, pending, input);
  if (!confirmed.ok) return confirmed;
  await keep(confirmed.value.pending);
  return ok({ recoveryCodes: confirmed.value.recoveryCodes });
}
export const confirmEnrol = stepAction(ConfirmTotp, refreshing(enrolHere));
