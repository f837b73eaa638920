import type { Role } from "#lib/access/schema.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { issueInvitation } from "../links/issue-link.ts";
import { applyRole } from "./apply-change.ts";
import { asAdministrator } from "./as-administrator.ts";
import { type PlannedLine, planCode, planImport } from "./plan-import.ts";
import { readList } from "./read-list.ts";
import type { ImportLine, ImportPeople } from "./schema.ts";

export type IssuedInvitation = { email: string; name: string | null; role: string; token: string; expiresAt: Date };

/**
 * Invites the people of a list and changes roles as it says. Without `confirm` it only tells what would happen, with a
 * code; with that code it does it, all in one transaction, unless something has changed in between.
 */
export function importPeople(ctx: PersonCtx, input: ImportPeople) {
  return asAdministrator(ctx, "person.import", null, async (tx, administrators) => {
    const rows = readList(input.text);
    if (!rows.ok) return rows;
    const plan = await planImport(tx, rows.value, administrators);
    const shown = { lines: plan.map(asShown), code: planCode(plan) };
    if (input.confirm === undefined) return ok({ ...shown, done: false, invitations: [] as IssuedInvitation[] });
    if (input.confirm !== shown.code) return fail("list-changed");
    const invitations = await carryOut(tx, plan);
    return ok({ ...shown, done: true, invitations });
  });
}

async function carryOut(tx: PersonCtx, plan: readonly PlannedLine[]): Promise<IssuedInvitation[]> {
  const invitations: IssuedInvitation[] = [];
  let changed = 0;
  for (const { outcome, account, email, name, role } of plan) {
    if (outcome === "invite")
      invitations.push({ email, name, role, ...(await issueInvitation(tx, { email, role: role as Role })) });
    if (outcome !== "change-role" || account === null) continue;
    await applyRole(tx, account, role as Role, "administrator");
    changed += 1;
  }
  const invited = invitations.length;
  await emit(tx, "people.imported", { invited, changed, skipped: plan.length - invited - changed });
  return invitations;
}

const asShown = ({ account: _, ...line }: PlannedLine): ImportLine => line;
