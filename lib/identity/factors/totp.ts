import { Secret, TOTP } from "otpauth";
import { totp } from "../numbers.ts";

/** What authenticator apps show as the place a code is for. */
const ISSUER = "ConvoSphere";
/** RFC 4226, section 4: 160 bits, as long as the hash. */
const SECRET_BYTES = 20;

/** A new shared secret in base 32. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** The address that apps read from a QR code. `label` says whose code it is. */
export function totpUri(secret: string, label: string): string {
  return app(secret, label).toString();
}

/** In groups of four, for whoever types it. */
export const secretGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? "";

/**
 * The time step whose code this is, one step early or late included (RFC 6238, section 5.2); null for a wrong code. Whoever
 * takes a code must remember its step, so that it works once.
 */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const delta = app(secret, "").validate({ token: code, timestamp: now.getTime(), window: totp.drift });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / totp.seconds) + delta;
}

function app(secret: string, label: string): TOTP {
  const { digits, seconds: period } = totp;
  // SHA-1, which is what most apps know whatever the address says.
  return new TOTP({ issuer: ISSUER, label, algorithm: "SHA1", digits, period, secret });
}
