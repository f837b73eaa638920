import { and, eq, inArray, isNull } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { accounts } from "#db/schema/accounts.ts";
import { oneTimeLinks } from "#db/schema/sessions.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { hashToken, newToken } from "#lib/crypto/token.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { env } from "#lib/platform/env.ts";
import { linkLifetime } from "../numbers.ts";

export type AccountLinkPurpose = "verify-email" | "reset-password" | "change-email" | "sign-in";

const doorOf = {
  "verify-email": { prefix: "cvs_verify", page: "/verify" },
  "reset-password": { prefix: "cvs_reset", page: "/reset" },
  "change-email": { prefix: "cvs_change", page: "/new-address" },
  "sign-in": { prefix: "cvs_signin", page: "/sign-in/link" },
} as const;

/**
 * A link of an account that is there, whole, for a mail to `email`. An older one of the same purpose stops working.
 * Runs inside the caller's transaction; the account's row puts parallel ones in order.
 */
export async function issueAccountLink(
  tx: Ctx,
  accountId: string,
  purpose: AccountLinkPurpose,
  email: string,
): Promise<string> {
  const [account] = await tx.db
    .select({ role: accounts.role })
    .from(accounts)
    .where(eq(accounts.id, accountId))
    .for("update");
  if (account === undefined) throw new Error("The account is gone.");
  await dropUnusedLinks(tx, accountId, [purpose]);
  const { prefix, page } = doorOf[purpose];
  const token = newToken(prefix);
  const id = uuidv7();
  await tx.db.insert(oneTimeLinks).values({
    id,
    purpose,
    tokenHash: hashToken(token),
    role: account.role,
    accountId,
    email: (await accountBox(tx.db, accountId)).seal("one_time_links.email", id, email),
    createdBy: tx.actor.kind === "person" ? tx.actor.id : null,
    createdAt: tx.now,
    expiresAt: new Date(tx.now.getTime() + linkLifetime[purpose]),
  });
  // In the fragment, which no server's log sees.
  return `${env().appUrl}${page}#${token}`;
}

/**
 * After the owner changed what protects the account: whoever was in it may have asked for a link that gives it away, such
 * as one for another address.
 */
export function dropRiskyLinks(tx: Ctx, accountId: string): Promise<void> {
  return dropUnusedLinks(tx, accountId, ["change-email", "reset-password", "sign-in"]);
}

/** Makes links worthless that nobody has used. */
export async function dropUnusedLinks(
  tx: Ctx,
  accountId: string,
  purposes: readonly AccountLinkPurpose[],
): Promise<void> {
  await tx.db
    .delete(oneTimeLinks)
    .where(
      and(
        eq(oneTimeLinks.accountId, accountId),
        inArray(oneTimeLinks.purpose, [...purposes]),
        isNull(oneTimeLinks.usedAt),
      ),
    );
}
