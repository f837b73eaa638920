import type { Ctx } from "#lib/platform/context.ts";
import { identityFeed, onIdentityChange } from "#lib/platform/identity-feed.ts";
import { log } from "#lib/platform/log.ts";
import { processState } from "#lib/platform/process-state.ts";
import { readRules } from "./queries.ts";
import { openRuleBook, type Rule, type RuleBook } from "./rule-book.ts";
import type { Area } from "./schema.ts";

/** While changes are not announced, rules are read anew this often; a failed reading is repeated as soon. Milliseconds. */
const FRESH = 2_000;

type Memory = { rules: readonly Rule[]; book: RuleBook; readAt: number; isCurrent: boolean; keptUntil: number };
const state = processState("access.address-rules", () => {
  const own = { memory: null as Memory | null, reading: null as Promise<Memory> | null };
  onIdentityChange("address-rules", (accountId) => {
    if (accountId === "" && own.memory !== null) own.memory.isCurrent = false;
  });
  return own;
});

/** Whether the rules keep a request's address out of an area of the site. Answers from memory. */
export async function isAddressRefused(ctx: Pick<Ctx, "db" | "now" | "address">, area: Area): Promise<boolean> {
  const memory = await currentRules(ctx);
  if (memory.book.staleAt !== null && memory.book.staleAt <= ctx.now) memory.book = openRuleBook(memory.rules, ctx.now);
  return memory.book.refuses(ctx.address, area);
}

async function currentRules(ctx: Pick<Ctx, "db" | "now">): Promise<Memory> {
  const { memory } = state;
  if (memory !== null && isBelieved(memory)) return memory;
  try {
    const joined = await readOnce(ctx);
    // What was already being read when this request came may lack a change that was made before it.
    return joined.isCurrent ? joined : await readOnce(ctx);
  } catch (error) {
    if (memory === null) throw error;
    // The last rules that were read hold on: neither open to all nor shut to all.
    log().warn({ err: error }, "the address rules could not be read again");
    memory.keptUntil = performance.now() + FRESH;
    return memory;
  }
}

function isBelieved({ isCurrent, readAt, keptUntil }: Memory): boolean {
  const now = performance.now();
  return now < keptUntil || (isCurrent && (identityFeed.isLive() || now - readAt < FRESH));
}

function readOnce(ctx: Pick<Ctx, "db" | "now">): Promise<Memory> {
  state.reading ??= read(ctx).finally(() => {
    state.reading = null;
  });
  return state.reading;
}

async function read({ db, now }: Pick<Ctx, "db" | "now">): Promise<Memory> {
  identityFeed.isLive(); // begins to listen, where nothing did yet
  const { epoch } = identityFeed;
  const rules = await readRules(db);
  const isCurrent = epoch === identityFeed.epoch;
  state.memory = { rules, book: openRuleBook(rules, now), readAt: performance.now(), isCurrent, keptUntil: 0 };
  return state.memory;
}
