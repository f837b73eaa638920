import { createHash } from "node:crypto";
import type { Role } from "#lib/access/schema.ts";
import { env } from "#lib/platform/env.ts";
import { log } from "#lib/platform/log.ts";
import { passwordRules } from "./numbers.ts";
import { judgePassword } from "./password-strength.ts";
import { passwordFits } from "./schema.ts";

export type PasswordRefusal = "password-length" | "password-weak" | "password-breached";

/** Whose password it would be: nobody's own name makes a good one. */
type Owner = { role: Role; name?: string | undefined; email?: string | undefined };

/**
 * Why a new password is not good enough, or null. The cheap checks come first; the network is asked only about what would
 * pass otherwise. Takes up to {@link passwordRules.breachAnswer}, so call it before a transaction begins.
 */
export async function passwordRefusal(password: string, { role, name, email }: Owner): Promise<PasswordRefusal | null> {
  if (!passwordFits(password, role)) return "password-length";
  const about = [name, email].filter((text) => text !== undefined);
  const { score, isCommon } = judgePassword(password, about);
  if (isCommon) return "password-breached";
  if (score < passwordRules.score) return "password-weak";
  const { breachRangeUrl } = env();
  return breachRangeUrl !== null && (await isBreached(password, breachRangeUrl)) ? "password-breached" : null;
}

/**
 * Asks a range service (k-anonymity: five hexadecimal characters of the hash leave the house, and the padded answer's size
 * tells nothing). When it does not answer, what the offline list said stands.
 */
async function isBreached(password: string, rangeUrl: string): Promise<boolean> {
  const hash = createHash("sha1").update(password.normalize("NFKC")).digest("hex").toUpperCase();
  const [prefix, suffix] = [hash.slice(0, 5), hash.slice(5)];
  try {
    const response = await fetch(`${rangeUrl.replace(/\/*$/, "/")}${prefix}`, {
      headers: { "add-padding": "true", "user-agent": "ConvoSphere" },
      redirect: "error",
      signal: AbortSignal.timeout(passwordRules.breachAnswer),
    });
    if (!response.ok) throw new Error(`The service answered ${response.status}.`);
    const lines = (await response.text()).split(/\r?\n/);
    // Padding has the count 0.
    return lines.some((line) => line.toUpperCase().startsWith(`${suffix}:`) && Number(line.split(":")[1]) > 0);
  } catch (error) {
    log().warn({ err: error }, "the list of breached passwords did not answer; only the offline list was asked");
    return false;
  }
}
