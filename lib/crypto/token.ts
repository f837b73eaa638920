import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/** What a token is for shows in its prefix, so that secret scanners and people recognise a leaked one. */
export type TokenPrefix =
  | "cvs_setup"
  | "cvs_invite"
  | "cvs_verify"
  | "cvs_reset"
  | "cvs_change"
  | "cvs_signin"
  | "cvs_refresh"
  | "cvs_device"
  | "cvs_api";

const SECRET_BYTES = 32;

/** `prefix_secret_checksum`: 256 random bits, and a CRC-32 that tells a mistyped token from a wrong one without a look-up. */
export function newToken(prefix: TokenPrefix): string {
  const body = `${prefix}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
  return `${body}_${checksum(body)}`;
}

/** True when the form and the checksum are right; says nothing about whether the token is known. */
export function isWellFormedToken(token: string, prefix: TokenPrefix): boolean {
  const body = token.slice(0, -9);
  return (
    token.length === prefix.length + 1 + 43 + 9 &&
    token.startsWith(`${prefix}_`) &&
    token.at(-9) === "_" &&
    checksum(body) === token.slice(-8)
  );
}

/** What is stored of a token. It has 256 bits of entropy, so a plain SHA-256 cannot be searched. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

const checksum = (text: string) => crc32(text).toString(16).padStart(8, "0");
