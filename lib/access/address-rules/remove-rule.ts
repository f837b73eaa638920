import { eq, inArray } from "drizzle-orm";
import { addressRules } from "#db/schema/access.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { refusal } from "../refusal.ts";
import { lockRules, locksOut } from "./add-rule.ts";
import { canonicalNetwork } from "./network.ts";
import { readRules } from "./queries.ts";
import type { RemoveRule } from "./schema.ts";

/** Removes one rule, unless the asking address is let in by it alone. */
export function removeRule(ctx: Ctx, input: RemoveRule) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "address-rule.change", {}, input.ruleId);
    if (denied) return fail(denied);
    await lockRules(tx);
    const rules = await readRules(tx.db);
    const left = rules.filter(({ id }) => id !== input.ruleId);
    if (left.length === rules.length) return fail("address-rule-not-found");
    if (locksOut(tx, rules, left)) return fail("address-rule-locks-you-out");
    await tx.db.delete(addressRules).where(eq(addressRules.id, input.ruleId));
    await emit(tx, "address-rule.removed", { ruleId: input.ruleId });
    return ok(null);
  });
}

/** The way back for somebody with a shell on the server: every rule about a network goes. Answers how many. */
export function removeRulesOf(ctx: Ctx, input: { network: string }) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "address-rule.change", {});
    if (denied) return fail(denied);
    const network = canonicalNetwork(input.network);
    if (network === null) return fail("network-malformed");
    await lockRules(tx);
    const rules = await readRules(tx.db);
    const gone = rules.filter((rule) => rule.network === network);
    if (gone.length === 0) return fail("address-rule-not-found");
    const left = rules.filter((rule) => rule.network !== network);
    if (locksOut(tx, rules, left)) return fail("address-rule-locks-you-out");
    const ids = gone.map(({ id }) => id);
    await tx.db.delete(addressRules).where(inArray(addressRules.id, ids));
    for (const ruleId of ids) await emit(tx, "address-rule.removed", { ruleId });
    return ok(gone.length);
  });
}
