import { randomBytes } from "node:crypto";
import type { Ctx } from "#lib/platform/context.ts";
import { env } from "#lib/platform/env.ts";
import { CEREMONY_LIFETIME } from "../../numbers.ts";
import { spendOnce } from "../../spend-once.ts";

/** A challenge that this browser was given; kept in its sealed step cookie. */
export type Ceremony = {
  challenge: string;
  purpose: "enrol" | "sign-in";
  since: number;
  /** Whose passkey it is about, where that is known before. */
  accountId: string | null;
};

export function newCeremony(tx: Pick<Ctx, "now">, purpose: Ceremony["purpose"], accountId: string | null): Ceremony {
  return { challenge: randomBytes(32).toString("base64url"), purpose, since: tx.now.getTime(), accountId };
}

/**
 * Uses a challenge up, whatever comes of it: a cookie and an answer that are sent again find it used. Null means go
 * ahead.
 */
export async function spendCeremony(
  tx: Ctx,
  ceremony: Ceremony | undefined,
  purpose: Ceremony["purpose"],
  accountId: string | null,
): Promise<"wrong-challenge" | "used-challenge" | null> {
  if (ceremony === undefined || ceremony.purpose !== purpose || ceremony.accountId !== accountId)
    return "wrong-challenge";
  const expiresAt = new Date(ceremony.since + CEREMONY_LIFETIME);
  if (expiresAt <= tx.now) return "wrong-challenge";
  return (await spendOnce(tx.db, "passkey", ceremony.challenge, expiresAt)) ? null : "used-challenge";
}

/** COSE: EdDSA, ES256, RS256, which is what authenticators have. */
export const algorithms = [-8, -7, -257];

/** Who we are to an authenticator: the host name that people type, and the origins our pages come from. */
export function relyingParty(): { id: string; name: string; origins: readonly string[] } {
  return { id: new URL(env().appUrl).hostname, name: "ConvoSphere", origins: env().appOrigins };
}

/** The user handle that a passkey carries: the account's id as bytes, which says nothing about the person. */
export function userHandleOf(accountId: string): Buffer<ArrayBuffer> {
  return Buffer.from(accountId.replaceAll("-", ""), "hex");
}
