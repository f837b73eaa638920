import { and, eq, lte, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { addressRules } from "#db/schema/access.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { MOST_RULES } from "../numbers.ts";
import { refusal } from "../refusal.ts";
import { canonicalNetwork } from "./network.ts";
import { readRules } from "./queries.ts";
import { firstRefusal, type Rule } from "./rule-book.ts";
import type { AddRule } from "./schema.ts";

const HOUR = 60 * 60_000;

/** Lets a network in, or keeps it out. Never so that the address that asks would be refused, now or when rules expire. */
export function addRule(ctx: Ctx, { effect, area, note, hours, ...input }: AddRule) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "address-rule.change", {});
    if (denied) return fail(denied);
    const network = canonicalNetwork(input.network);
    if (network === null) return fail("network-malformed");
    await lockRules(tx);
    const expiresAt = hours === null ? null : new Date(tx.now.getTime() + hours * HOUR);
    const same = and(
      eq(addressRules.effect, effect),
      eq(addressRules.area, area),
      eq(addressRules.network, network),
      lte(addressRules.expiresAt, tx.now),
    );
    await tx.db.delete(addressRules).where(same); // one that has expired gives way
    const rules = await readRules(tx.db);
    if (rules.length >= MOST_RULES) return fail("too-many-rules");
    if (locksOut(tx, rules, [...rules, { effect, area, network, expiresAt }]))
      return fail("address-rule-locks-you-out");

    const id = uuidv7();
    const [added] = await tx.db
      .insert(addressRules)
      .values({
        ...{ id, effect, area, network, note, expiresAt },
        createdBy: tx.actor.kind === "person" ? tx.actor.id : null,
        createdAt: tx.now,
      })
      .onConflictDoNothing()
      .returning({ id: addressRules.id });
    if (added === undefined) return fail("address-rule-exists");
    await emit(tx, "address-rule.added", { ruleId: id, effect, area });
    return ok({ ruleId: id });
  });
}

/** Two changes that are harmless each by itself may lock somebody out together, so they happen one after the other. */
export async function lockRules(tx: Ctx): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('convosphere.address-rules'))`);
}

/** Whether the change would refuse the asking address, or do so earlier. A shell on the server needs no way in. */
export function locksOut({ actor, address, now }: Ctx, before: readonly Rule[], after: readonly Rule[]): boolean {
  if (actor.kind === "operator" || actor.kind === "system") return false;
  return firstRefusal(after, address, now) < firstRefusal(before, address, now);
}
