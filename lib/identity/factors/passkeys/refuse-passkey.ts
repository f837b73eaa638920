import type { Ctx } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { PasskeyFault } from "./judge-answer.ts";

/** What a person is told; what exactly was wrong stands in the event. */
const codeOf = {
  "wrong-challenge": "passkey-expired",
  "used-challenge": "passkey-expired",
  "unknown-credential": "passkey-unknown",
  "not-verified": "passkey-unverified",
} as const satisfies Partial<Record<PasskeyFault, string>>;

type Code = (typeof codeOf)[keyof typeof codeOf] | "passkey-refused";

/** Records why a passkey was refused, and answers it. */
export async function refusePasskey(tx: Ctx, reason: PasskeyFault, accountId: string | null) {
  await emit(tx, "factor.refused", { accountId, factor: "passkey", reason });
  return fail<Code>((codeOf as Partial<Record<PasskeyFault, Code>>)[reason] ?? "passkey-refused");
}
