import { AsyncLocalStorage } from "node:async_hooks";
import { processState } from "#lib/platform/process-state.ts";

/** What went wrong between us and a sign-in service during one request. next-auth's own answer does not tell. */
type Trouble = { reason: string | null };
const troubles = processState("auth.trouble", () => new AsyncLocalStorage<Trouble>());

/** Runs `ask`; answers what it answered, and why it did not come to an end, as a code. */
export async function withTrouble<T>(ask: () => Promise<T>): Promise<{ answer: T; trouble: string | null }> {
  const trouble: Trouble = { reason: null };
  const answer = await troubles.run(trouble, ask);
  return { answer, trouble: trouble.reason };
}

/** The first one counts: what follows from it says less. */
export function noteTrouble(reason: string): void {
  const trouble = troubles.getStore();
  if (trouble !== undefined) trouble.reason ??= reason;
}

/** next-auth's codes and openid-client's sentences; a test with a real service holds each of these to what they say. */
export function troubleOf(code: string, error: unknown): string {
  const message = messageOf(error);
  if (code === "SIGNIN_OAUTH_ERROR") return "unreachable";
  if (code === "OAUTH_CALLBACK_HANDLER_ERROR") return "declined";
  if (/cookie|state (mismatch|missing|value)|code_verifier/i.test(message)) return "wrong-state";
  if (/nonce/.test(message)) return "wrong-nonce";
  if (/\baud\b|azp/.test(message)) return "wrong-audience";
  if (/\biss\b/.test(message)) return "wrong-issuer";
  if (/signature|JWT alg|unexpected JWT|no valid key|key/i.test(message)) return "wrong-signature";
  if (/expired|exp claim|iat|nbf/i.test(message)) return "expired";
  if (/invalid_grant/.test(message)) return "code-refused";
  if (/invalid_client|unauthorized_client/.test(message)) return "client-refused";
  if (/ECONN|ENOTFOUND|EAI_AGAIN|timed out|expected 200|socket|certificate|self.signed/i.test(message))
    return "unreachable";
  return "failed";
}

function messageOf(given: unknown): string {
  const error = given instanceof Error ? given : (given as { error?: unknown } | null)?.error;
  if (!(error instanceof Error)) return "";
  const { code } = error as { code?: unknown };
  return `${typeof code === "string" ? code : ""} ${error.message}`;
}
