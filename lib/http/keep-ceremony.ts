import type { Ceremony } from "#lib/identity/factors/passkeys/ceremony.ts";
import { ok, type Result } from "#lib/platform/result.ts";
import { currentStep } from "./step.ts";

/** Keeps the challenge of a question in this browser's sealed cookie, and hands the question on. */
export async function keepCeremony<Q, E extends string>(
  begun: Result<{ options: Q; ceremony: Ceremony }, E>,
): Promise<Result<Q, E>> {
  if (!begun.ok) return begun;
  const step = await currentStep();
  step.ceremony = begun.value.ceremony;
  await step.save();
  return ok(begun.value.options);
}

/** The challenge that this browser was given; the cookie forgets it. A copy of the cookie finds it used. */
export async function takeCeremony(): Promise<Ceremony | undefined> {
  const step = await currentStep();
  const { ceremony } = step;
  step.ceremony = undefined;
  await step.save();
  return ceremony;
}
