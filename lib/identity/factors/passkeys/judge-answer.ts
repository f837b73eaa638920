import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { isoBase64URL, isoCBOR } from "@simplewebauthn/server/helpers";
import { z } from "zod";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import type { EventData } from "#lib/security/events/catalog.ts";
import { algorithms, relyingParty } from "./ceremony.ts";
import type { EnrolmentAnswer, SignInAnswer } from "./schema.ts";

export type PasskeyFault = EventData<"factor.refused">["reason"];

export type NewCredential = {
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  backedUp: boolean;
};

/** Judges a new passkey. Nothing that an answer holds makes this throw. */
export async function judgeEnrolment(
  answer: EnrolmentAnswer,
  challenge: string,
): Promise<Result<NewCredential, PasskeyFault>> {
  const fault = clientDataFault(answer.response.clientDataJSON, "webauthn.create", challenge);
  if (fault !== null) return fail(fault);
  try {
    const { transports = [], ...response } = answer.response;
    const attestationObject = withoutStatement(response.attestationObject);
    const judged = await verifyRegistrationResponse({
      response: { ...answer, response: { ...response, attestationObject }, clientExtensionResults: {} },
      supportedAlgorithmIDs: algorithms,
      ...expected(challenge),
    });
    if (!judged.verified) return fail("malformed");
    const { credential, credentialBackedUp } = judged.registrationInfo;
    // The name outside is only a claim; the one inside is what was made.
    if (credential.id !== answer.id) return fail("malformed");
    return ok({
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports,
      backedUp: credentialBackedUp,
    });
  } catch (error) {
    return fail(faultOf(error));
  }
}

type KnownCredential = { credentialId: string; publicKey: Buffer; counter: number };

/** Judges a passkey that is shown; answers its new counter and whether it is synced. */
export async function judgeSignIn(
  answer: SignInAnswer,
  challenge: string,
  known: KnownCredential,
): Promise<Result<{ counter: number; backedUp: boolean }, PasskeyFault>> {
  const fault = clientDataFault(answer.response.clientDataJSON, "webauthn.get", challenge);
  if (fault !== null) return fail(fault);
  try {
    const { clientDataJSON, authenticatorData, signature } = answer.response;
    const judged = await verifyAuthenticationResponse({
      response: { ...answer, response: { clientDataJSON, authenticatorData, signature }, clientExtensionResults: {} },
      credential: { id: known.credentialId, publicKey: Uint8Array.from(known.publicKey), counter: known.counter },
      ...expected(challenge),
    });
    if (!judged.verified) return fail("wrong-signature");
    return ok({
      counter: judged.authenticationInfo.newCounter,
      backedUp: judged.authenticationInfo.credentialBackedUp,
    });
  } catch (error) {
    return fail(faultOf(error));
  }
}

/** User verification is what makes a passkey two factors, so it is required everywhere. */
function expected(challenge: string) {
  const { id, origins } = relyingParty();
  return {
    expectedChallenge: challenge,
    expectedOrigin: [...origins],
    expectedRPID: id,
    requireUserVerification: true,
  };
}

const ClientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
});

/** WebAuthn, sections 7.1 and 7.2: what the browser itself says about where and why it asked. */
function clientDataFault(encoded: string, type: string, challenge: string): PasskeyFault | null {
  const data = ClientData.safeParse(parsed(encoded));
  if (!data.success || data.data.type !== type) return "malformed";
  if (data.data.challenge !== challenge) return "wrong-challenge";
  // Our pages stand in nobody's frame.
  if (data.data.crossOrigin === true || !relyingParty().origins.includes(data.data.origin)) return "wrong-origin";
  return null;
}

function parsed(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}

/**
 * Leaves the attestation statement out: we ask for none and trust no maker's certificate, and some that chain to a known
 * root would make the library fetch addresses that stand in them.
 */
function withoutStatement(attestationObject: string): string {
  const given = isoCBOR.decodeFirst<unknown>(isoBase64URL.toBuffer(attestationObject));
  const authData = given instanceof Map ? given.get("authData") : undefined;
  if (!(authData instanceof Uint8Array)) throw new TypeError("There is no authenticator data.");
  type Cbor = Parameters<typeof isoCBOR.encode>[0];
  const bare = new Map<string, Cbor>([
    ["fmt", "none"],
    ["attStmt", new Map()],
    ["authData", authData],
  ]);
  return isoBase64URL.fromBuffer(isoCBOR.encode(bare));
}

/** The library throws sentences. Tests hold each of these to what it throws. */
function faultOf(error: unknown): PasskeyFault {
  const { name, message } = error instanceof Error ? error : { name: "", message: "" };
  if (name === "UnexpectedRPIDHash") return "wrong-origin";
  if (/^User (verification|presence|not present)/.test(message)) return "not-verified";
  if (/^Response counter value/.test(message)) return "counter";
  return "malformed";
}
