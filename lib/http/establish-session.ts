import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { PendingSignIn, SignInOutcome } from "#lib/identity/proceed.ts";
import type { StartedSession } from "#lib/identity/sessions/start-session.ts";
import { safeBack } from "./back.ts";
import { deviceCookie, deviceCookieName, endedCookies, sessionCookies } from "./session-cookies.ts";
import { currentStep } from "./step.ts";

/** Hands a session that has just begun to the browser. */
async function establishSession(session: StartedSession, now: Date): Promise<void> {
  const jar = await cookies();
  for (const cookie of await sessionCookies(session, now)) jar.set(cookie);
  if (session.deviceToken !== null) jar.set(deviceCookie(session.deviceToken));
}

/** The cookie by which this browser is known to the accounts that signed in with it. */
export async function currentDeviceToken(): Promise<string | null> {
  return (await cookies()).get(deviceCookieName())?.value ?? null;
}

/** Where each open step of a sign-in is taken. */
const pageOf: Record<PendingSignIn["need"], string> = {
  factor: "/sign-in/factor",
  password: "/sign-in/password",
  enrol: "/sign-in/enrol",
};

/** The one way in: after whatever was shown, either the session begins and leads to `back`, or the next step does. */
export async function enter(outcome: SignInOutcome, back: unknown, now: Date): Promise<never> {
  const step = await takeStep(outcome, back, now);
  redirect(step ?? safeBack(back));
}

/** The same without leaving the page: answers the address of the next step, or null when the session has begun. */
export async function takeStep(outcome: SignInOutcome, back: unknown, now: Date): Promise<string | null> {
  const step = await currentStep();
  if (outcome.kind === "step") {
    step.link = undefined;
    step.signIn = { pending: outcome.pending, back: safeBack(back) };
    await step.save();
    return pageOf[outcome.pending.need];
  }
  step.destroy();
  await establishSession(outcome.session, now);
  return null;
}

export async function dropSession(): Promise<void> {
  const jar = await cookies();
  for (const cookie of endedCookies()) jar.set(cookie);
}
