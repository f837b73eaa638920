import { and, eq, type SQL } from "drizzle-orm";
import { oneTimeLinks } from "#db/schema/sessions.ts";
import { reachOf } from "#lib/access/policy.ts";
import type { Role } from "#lib/access/schema.ts";
import type { Ctx, PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { asAdministrator } from "./as-administrator.ts";
import { isOpenInvitation } from "./queries.ts";
import type { OneInvitation } from "./schema.ts";

/** Makes an open invitation worthless, whoever made it: its link is refused from now on. */
export function withdrawInvitation(ctx: PersonCtx, { invitationId }: OneInvitation) {
  return asAdministrator(ctx, "person.invite", invitationId, async (tx) => {
    const withdrawn = await withdrawInvitations(tx, eq(oneTimeLinks.id, invitationId));
    return withdrawn === 0 ? fail("invitation-not-found") : ok(null);
  });
}

/** Whether a role may invite at all; whoever may, gives every role. */
export function mayInvite(role: Role): boolean {
  return reachOf("person.invite")[role] !== null;
}

/** Withdraws the open invitations that match; runs inside the caller's transaction. Answers how many. */
export async function withdrawInvitations(tx: Ctx, which: SQL): Promise<number> {
  const withdrawn = await tx.db
    .update(oneTimeLinks)
    // As if it had never been good: whoever is using it at this moment waits for the row, and came before `now`.
    .set({ expiresAt: oneTimeLinks.createdAt })
    .where(and(isOpenInvitation(tx.now), which))
    .returning({ linkId: oneTimeLinks.id, role: oneTimeLinks.role });
  for (const link of withdrawn) await emit(tx, "account.invitation-withdrawn", link);
  return withdrawn.length;
}
