import type { SignInOutcome } from "#lib/identity/proceed.ts";
import type { StartedSession } from "#lib/identity/sessions/start-session.ts";
import type { Result } from "#lib/platform/result.ts";

/** The session a sign-in came to. Throws what it came to otherwise. */
export function sessionOf(outcome: Result<SignInOutcome, string>): StartedSession {
  if (!outcome.ok) throw new Error(outcome.error);
  if (outcome.value.kind === "step") throw new Error(`The sign-in asks for ${outcome.value.pending.need}.`);
  return outcome.value.session;
}
