import { count, desc } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { addressRules } from "#db/schema/access.ts";
import { MOST_RULES } from "../numbers.ts";
import type { Rule } from "./rule-book.ts";
import type { Area, Effect } from "./schema.ts";

/** Every rule, as it takes to judge an address. */
export function readRules(db: Db): Promise<(Rule & { id: string })[]> {
  return db
    .select({
      id: addressRules.id,
      effect: addressRules.effect,
      area: addressRules.area,
      network: addressRules.network,
      expiresAt: addressRules.expiresAt,
    })
    .from(addressRules);
}

/** A rule as the list shows it; times as ISO strings. */
export type RuleLine = {
  id: string;
  effect: Effect;
  area: Area;
  network: string;
  note: string;
  createdAt: string;
  expiresAt: string | null;
  expired: boolean;
};

/** A page of the rules with their state, the newest first. */
export async function listRules(
  db: Db,
  now: Date,
  page: { offset: number; limit: number } = { offset: 0, limit: MOST_RULES },
): Promise<{ rules: RuleLine[]; total: number }> {
  const [{ total } = { total: 0 }] = await db.select({ total: count() }).from(addressRules);
  const rows = await db
    .select()
    .from(addressRules)
    .orderBy(desc(addressRules.createdAt), desc(addressRules.id))
    .limit(page.limit)
    .offset(page.offset);
  const rules = rows.map(({ id, effect, area, network, note, createdAt, expiresAt }) => ({
    ...{ id, effect, area, network, note },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    expired: expiresAt !== null && expiresAt <= now,
  }));
  return { rules, total };
}
