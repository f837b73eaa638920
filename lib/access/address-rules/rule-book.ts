import { BlockList } from "node:net";
import { addNetwork, isWithin } from "./network.ts";
import type { Area, Effect } from "./schema.ts";

export type Rule = { effect: Effect; area: Area; network: string; expiresAt: Date | null };

/** One list for each family: in a common one `::/0` would hold every IPv4 address too. */
type Networks = { ipv4: BlockList; ipv6: BlockList };
type Page = { block: Networks; allow: Networks; anyAllow: boolean };
export type RuleBook = {
  /** Whether a rule keeps this address out of the area. An address that nobody knows matches no rule. */
  refuses(address: string | null, area: Area): boolean;
  /** When a rule in it expires next, and the book must be made anew. */
  staleAt: Date | null;
};

/** The rules that hold at a moment, in a form that answers within microseconds however many there are. */
export function openRuleBook(rules: readonly Rule[], now: Date): RuleBook {
  const pages: Record<Area, Page> = { everything: emptyPage(), administration: emptyPage() };
  let staleAt: Date | null = null;
  for (const { effect, area, network, expiresAt } of rules) {
    if (expiresAt !== null && expiresAt <= now) continue;
    if (expiresAt !== null && (staleAt === null || expiresAt < staleAt)) staleAt = expiresAt;
    addNetwork(pages[area][effect][familyOf(network)], network);
    if (effect === "allow") pages[area].anyAllow = true;
  }
  return {
    refuses(address, area) {
      const { block, allow, anyAllow } = pages[area];
      return matches(block, address) || (anyAllow && !matches(allow, address));
    },
    staleAt,
  };
}

/**
 * When this address would first be refused if the rules stayed as they are, in ms; never is `Infinity`. Rules expire, so
 * who is let in now by one allowance may be left outside by another that lasts longer.
 */
export function firstRefusal(rules: readonly Rule[], address: string | null, now: Date): number {
  return Math.min(...(["everything", "administration"] as const).map((area) => refusalIn(area, rules, address, now)));
}

function refusalIn(area: Area, rules: readonly Rule[], address: string | null, now: Date): number {
  const from = now.getTime();
  let anyUntil = from;
  let mineUntil = from;
  for (const rule of rules) {
    const until = rule.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
    if (rule.area !== area || until <= from) continue;
    const mine = address !== null && isWithin(address, rule.network);
    if (rule.effect === "block") {
      if (mine) return from;
      continue;
    }
    anyUntil = Math.max(anyUntil, until);
    if (mine) mineUntil = Math.max(mineUntil, until);
  }
  return anyUntil > mineUntil ? mineUntil : Number.POSITIVE_INFINITY;
}

function matches(networks: Networks, address: string | null): boolean {
  if (address === null) return false;
  const family = familyOf(address);
  return networks[family].check(address, family);
}

const familyOf = (text: string) => (text.includes(":") ? "ipv6" : "ipv4");
const noNetworks = (): Networks => ({ ipv4: new BlockList(), ipv6: new BlockList() });
const emptyPage = (): Page => ({ block: noNetworks(), allow: noNetworks(), anyAllow: false });
