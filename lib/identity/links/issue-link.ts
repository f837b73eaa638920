import { and, eq, isNull } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { oneTimeLinks } from "#db/schema/sessions.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import { hashToken, newToken } from "#lib/crypto/token.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { linkLifetime } from "../numbers.ts";
import { asAdministrator } from "../people/as-administrator.ts";
import { anyAccount } from "../queries.ts";
import type { InvitePerson } from "../schema.ts";

/**
 * The token of the link that creates the first administrator, or null when there is an account already. An earlier link
 * that nobody used stops working.
 */
export function issueSetupLink(ctx: Ctx): Promise<string | null> {
  return inTransaction(ctx, async (tx) => {
    if (await anyAccount(tx.db)) return null;
    await tx.db.delete(oneTimeLinks).where(and(eq(oneTimeLinks.purpose, "setup"), isNull(oneTimeLinks.usedAt)));
    const token = newToken("cvs_setup");
    await tx.db.insert(oneTimeLinks).values({ ...row(tx, token, "setup"), role: "admin" });
    await emit(tx, "setup.link-issued", {});
    return token;
  });
}

/** A link for one person to make their account with; the administrator hands it over. */
export function invitePerson(ctx: Ctx, input: InvitePerson) {
  return asAdministrator(ctx, "person.invite", null, async (tx) => {
    if ((await readSettings(tx.db)).signUp === "closed") return fail("sign-up-closed");
    return ok(await issueInvitation(tx, input));
  });
}

/** Runs inside the caller's transaction, which has asked whether it may. */
export async function issueInvitation(tx: Ctx, input: InvitePerson): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken("cvs_invite");
  const link = row(tx, token, "invitation");
  const email = (await systemBox(tx.db)).seal("one_time_links.email", link.id, input.email);
  await tx.db.insert(oneTimeLinks).values({ ...link, role: input.role, email });
  await emit(tx, "account.invited", { linkId: link.id, role: input.role });
  return { token, expiresAt: link.expiresAt };
}

function row(tx: Ctx, token: string, purpose: keyof typeof linkLifetime) {
  return {
    id: uuidv7(),
    purpose,
    tokenHash: hashToken(token),
    createdBy: tx.actor.kind === "person" ? tx.actor.id : null,
    createdAt: tx.now,
    expiresAt: new Date(tx.now.getTime() + linkLifetime[purpose]),
  };
}
