import { and, desc, eq, gt, isNull, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "#db/client.ts";
import { breakGlass, delegations } from "#db/schema/access.ts";
import { accounts } from "#db/schema/accounts.ts";
import { accountBox, systemBox } from "#lib/crypto/data-keys.ts";
import { mayLend, type Permission } from "./policy.ts";

type Somebody = { id: string; name: string };
export type LentPermission = {
  id: string;
  permission: Permission;
  from: Somebody;
  to: Somebody;
  expiresAt: Date;
};

const MOST = 200;

/** Permissions that are lent at this moment, the first to expire first; of one person, from or to them. */
export async function listDelegations(db: Db, now: Date, personId: string | null = null): Promise<LentPermission[]> {
  const lender = alias(accounts, "lender");
  const receiver = alias(accounts, "receiver");
  const rows = await db
    .select({
      lent: delegations,
      from: { id: lender.id, name: lender.name, role: lender.role },
      to: { id: receiver.id, name: receiver.name },
    })
    .from(delegations)
    .innerJoin(lender, and(eq(lender.id, delegations.fromId), eq(lender.state, "active")))
    .innerJoin(receiver, eq(receiver.id, delegations.toId))
    .where(
      and(
        ...[isNull(delegations.endedAt), gt(delegations.expiresAt, now)],
        personId === null ? undefined : or(eq(delegations.fromId, personId), eq(delegations.toId, personId)),
      ),
    )
    .orderBy(delegations.expiresAt)
    .limit(MOST);
  const shown = rows.map(async ({ lent: { id, permission, expiresAt }, from, to }) =>
    mayLend(from.role, permission)
      ? [{ id, permission, expiresAt, from: await named(db, from), to: await named(db, to) }]
      : [],
  );
  return (await Promise.all(shown)).flat();
}

export type BrokenGlass = { id: string; holder: Somebody; reason: string; createdAt: Date; expiresAt: Date };

/** Who may read this person's conversations at this moment, and why. */
export async function listBrokenGlass(db: Db, ownerId: string, now: Date): Promise<BrokenGlass[]> {
  const rows = await db
    .select({ glass: breakGlass, holder: { id: accounts.id, name: accounts.name } })
    .from(breakGlass)
    .innerJoin(accounts, eq(accounts.id, breakGlass.holderId))
    .where(and(eq(breakGlass.ownerId, ownerId), isNull(breakGlass.endedAt), gt(breakGlass.expiresAt, now)))
    .orderBy(desc(breakGlass.createdAt))
    .limit(MOST);
  const box = await systemBox(db);
  return Promise.all(
    rows.map(async ({ glass: { id, reason, createdAt, expiresAt }, holder }) => ({
      ...{ id, createdAt, expiresAt },
      holder: await named(db, holder),
      reason: box.open("break_glass.reason", id, reason),
    })),
  );
}

async function named(db: Db, { id, name }: { id: string; name: Buffer }): Promise<Somebody> {
  return { id, name: (await accountBox(db, id)).open("accounts.name", id, name) };
}
