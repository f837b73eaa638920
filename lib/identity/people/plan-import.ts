import { createHash } from "node:crypto";
import { asc, inArray } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { Role } from "#lib/access/schema.ts";
import { blindIndex } from "#lib/crypto/data-keys.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { Email } from "../schema.ts";
import { type Administrators, roleFault } from "./administrators.ts";
import { listInvitations } from "./queries.ts";
import type { ListRow } from "./read-list.ts";
import type { ImportLine } from "./schema.ts";

type Known = { id: string; role: Role };
/** A line with what it takes to do it. */
export type PlannedLine = ImportLine & { account: Known | null };

const MOST_INVITATIONS = 100_000;

/**
 * What each line of a list would do, in the order of the list, each seeing what the ones before it did. Locks whom it is
 * about until the caller's transaction ends, so that a plan can be carried out as it stands.
 */
export async function planImport(
  tx: PersonCtx,
  rows: readonly ListRow[],
  active: Administrators,
): Promise<PlannedLine[]> {
  const administrators = new Set(active);
  const isClosed = (await readSettings(tx.db)).signUp === "closed";
  const known = await knownAccounts(tx, rows);
  const invited = new Set((await listInvitations(tx.db, tx.now, MOST_INVITATIONS)).map(({ email }) => email));
  const seen = new Set<string>();

  const plan = (row: ListRow): PlannedLine => {
    const email = Email.safeParse(row.email);
    const role = Role.safeParse(row.role);
    const address = email.success ? email.data : row.email.slice(0, 254);
    const account = (email.success && known.get(address)) || null;
    const line = { line: row.line, email: address, name: row.name.slice(0, 80) || null, role: row.role.slice(0, 20) };
    const say = (outcome: ImportLine["outcome"], reason: ImportLine["reason"] = null): PlannedLine => ({
      ...{ ...line, outcome, reason, account },
      from: account?.role ?? null,
    });
    if (row.extra) return say("error", "columns");
    if (!email.success) return say("error", "email");
    if (!role.success) return say("error", "role");
    if (seen.has(address)) return say("error", "duplicate");
    seen.add(address);
    if (account === null) {
      if (invited.has(address)) return say("nothing", "invited");
      return isClosed ? say("error", "sign-up-closed") : say("invite");
    }
    if (account.role === role.data) return say("nothing", "has-it");
    if (account.id === tx.actor.id) return say("error", "not-yourself");
    const fault = roleFault(tx, administrators, account, role.data);
    if (fault !== null) return say("error", fault);
    administrators.delete(account.id);
    return say("change-role");
  };
  return rows.map(plan);
}

/** The same plan has the same code: what is confirmed is what was shown. */
export function planCode(lines: readonly PlannedLine[]): string {
  const told = lines.map(({ line, email, role, outcome, from, reason }) => [line, email, role, outcome, from, reason]);
  return createHash("sha256").update(JSON.stringify(told)).digest("base64url");
}

async function knownAccounts(tx: PersonCtx, rows: readonly ListRow[]): Promise<Map<string, Known>> {
  const addresses = new Map<string, string>();
  for (const row of rows) {
    const email = Email.safeParse(row.email);
    if (!email.success) continue;
    addresses.set((await blindIndex(tx.db, "account.email", email.data)).toString("hex"), email.data);
  }
  if (addresses.size === 0) return new Map();
  const found = await tx.db
    .select({ id: accounts.id, role: accounts.role, emailIndex: accounts.emailIndex })
    .from(accounts)
    .where(
      inArray(
        accounts.emailIndex,
        [...addresses.keys()].map((index) => Buffer.from(index, "hex")),
      ),
    )
    .orderBy(asc(accounts.id))
    .for("no key update");
  return new Map(
    found.map(({ id, role, emailIndex }) => [addresses.get(emailIndex.toString("hex")) ?? "", { id, role }]),
  );
}
