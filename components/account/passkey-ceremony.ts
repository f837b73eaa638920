import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import type { Door, FormState } from "../site/form-door.ts";

type Nothing = Record<string, never>;
/** What asks the server for the question that a browser is to be asked. */
export type BeginShowing = Door<Nothing, PublicKeyCredentialRequestOptionsJSON>;
export type BeginMaking = Door<Nothing, PublicKeyCredentialCreationOptionsJSON>;
type Answered<T> = Exclude<FormState<T>, null>;

/** The library is fetched when somebody reaches for a passkey, not with the page. */
let fetched: Promise<typeof import("@simplewebauthn/browser")> | null = null;
const library = () => {
  fetched ??= import("@simplewebauthn/browser");
  return fetched;
};

/** Whether this browser knows passkeys at all. */
export function hasPasskeys(): boolean {
  return typeof globalThis.PublicKeyCredential === "function";
}

/** Whether it offers them where one types the address. */
export async function offersInFields(): Promise<boolean> {
  if (!hasPasskeys()) return false;
  return (await globalThis.PublicKeyCredential.isConditionalMediationAvailable?.().catch(() => false)) ?? false;
}

/** Shows a passkey. Null when something else took its place, which is nothing to tell anybody. */
export function showPasskey<T>(
  begin: BeginShowing,
  finish: (answer: unknown) => Promise<Answered<T>>,
  inField = false,
): Promise<Answered<T> | null> {
  return ceremony(begin, finish, async (options) => {
    const { startAuthentication } = await library();
    return startAuthentication({ optionsJSON: options, useBrowserAutofill: inField });
  });
}

/** Makes one. */
export function makePasskey<T>(
  begin: BeginMaking,
  finish: (answer: unknown) => Promise<Answered<T>>,
): Promise<Answered<T> | null> {
  return ceremony(begin, finish, async (options) => {
    const { startRegistration } = await library();
    return startRegistration({ optionsJSON: options });
  });
}

/** Ends a question that waits in a field. */
export async function stopAsking(): Promise<void> {
  (await fetched)?.WebAuthnAbortService.cancelCeremony();
}

async function ceremony<O, T>(
  begin: Door<Nothing, O>,
  finish: (answer: unknown) => Promise<Answered<T>>,
  ask: (options: O) => Promise<unknown>,
): Promise<Answered<T> | null> {
  const question = await begin({}).catch(unreached);
  if (!question.ok) return question;
  let answer: unknown;
  try {
    answer = await ask(question.value);
  } catch (error) {
    const code = refusalOf(error);
    return code === null ? null : { ok: false, error: code };
  }
  return finish(answer).catch(unreached);
}

const unreached = () => ({ ok: false, error: "unreached" }) as const;

/** Browsers do not say whether somebody declined, or had no passkey: no site may find that out. */
function refusalOf(error: unknown): string | null {
  const { name, code } = error as { name?: string; code?: string };
  if (code === "ERROR_CEREMONY_ABORTED") return null;
  if (code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED") return "passkey-known";
  return name === "NotAllowedError" ? "passkey-cancelled" : "passkey-device";
}
