import { describe, expect, test } from "vitest";
import { firstRefusal, openRuleBook, type Rule } from "./rule-book.ts";

const now = new Date("2026-11-22T12:00:00Z");
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const rule = (effect: Rule["effect"], network: string, over: Partial<Rule> = {}): Rule => ({
  ...{ effect, network, area: "everything", expiresAt: null },
  ...over,
});
const refuses = (rules: Rule[], address: string | null, area: Rule["area"] = "everything", at = now) =>
  openRuleBook(rules, at).refuses(address, area);

describe("an address is refused", () => {
  test("by a block it lies in, to the last address of it and not beyond", () => {
    const rules = [rule("block", "198.51.100.0/25"), rule("block", "2001:db8::/33")];
    for (const address of ["198.51.100.0", "198.51.100.127", "2001:db8:7fff:ffff:ffff:ffff:ffff:ffff"])
      expect([address, refuses(rules, address)]).toEqual([address, true]);
    for (const address of ["198.51.99.255", "198.51.100.128", "2001:db8:8000::", "2001:db7:ffff::"])
      expect([address, refuses(rules, address)]).toEqual([address, false]);
  });

  test("when somebody is allowed and it is not; a block weighs more than an allowance", () => {
    const rules = [rule("allow", "10.0.0.0/8"), rule("block", "10.9.0.0/16")];
    expect(refuses(rules, "10.1.2.3")).toBe(false);
    expect(refuses(rules, "10.9.0.1")).toBe(true);
    expect(refuses(rules, "192.0.2.1")).toBe(true);
    expect(refuses(rules, "2001:db8::1")).toBe(true);
  });

  test("everything of one family is not everything of the other", () => {
    expect(refuses([rule("block", "::/0")], "192.0.2.1")).toBe(false);
    expect(refuses([rule("block", "0.0.0.0/0")], "2001:db8::1")).toBe(false);
    expect(refuses([rule("block", "0.0.0.0/0")], "192.0.2.1")).toBe(true);
  });

  test("in the area of the rule only", () => {
    const rules = [rule("allow", "10.0.0.0/8", { area: "administration" })];
    expect(refuses(rules, "192.0.2.1", "administration")).toBe(true);
    expect(refuses(rules, "192.0.2.1", "everything")).toBe(false);
  });

  test("until the rule expires, and not a moment longer", () => {
    const rules = [rule("block", "192.0.2.1/32", { expiresAt: hours(1) })];
    expect(refuses(rules, "192.0.2.1", "everything", new Date(hours(1).getTime() - 1))).toBe(true);
    expect(refuses(rules, "192.0.2.1", "everything", hours(1))).toBe(false);
    expect(openRuleBook(rules, now).staleAt).toEqual(hours(1));
    // The last allowance that expires opens the door again.
    expect(refuses([rule("allow", "10.0.0.0/8", { expiresAt: hours(1) })], "192.0.2.1", "everything", hours(1))).toBe(
      false,
    );
  });

  test("when it is unknown: blocks do not fit it, allowances neither", () => {
    expect(refuses([rule("block", "0.0.0.0/0")], null)).toBe(false);
    expect(refuses([rule("allow", "0.0.0.0/0")], null)).toBe(true);
  });
});

describe("the first moment an address would be refused", () => {
  const first = (rules: Rule[]) => firstRefusal(rules, "192.0.2.1", now);
  const never = Number.POSITIVE_INFINITY;

  test("is never without rules, and now with a block of it", () => {
    expect(first([])).toBe(never);
    expect(first([rule("block", "192.0.2.0/24", { area: "administration" })])).toBe(now.getTime());
    expect(first([rule("block", "192.0.2.0/24", { expiresAt: now })])).toBe(never);
  });

  test("is when its own allowance expires before another's", () => {
    const mine = (expiresAt: Date | null) => rule("allow", "192.0.2.1/32", { expiresAt });
    const theirs = (expiresAt: Date | null) => rule("allow", "10.0.0.0/8", { expiresAt });
    expect(first([theirs(hours(1))])).toBe(now.getTime());
    expect(first([mine(null), theirs(hours(1))])).toBe(never);
    expect(first([mine(hours(1)), theirs(hours(1))])).toBe(never);
    expect(first([mine(hours(1)), theirs(hours(2))])).toBe(hours(1).getTime());
    expect(first([mine(hours(1)), theirs(null)])).toBe(hours(1).getTime());
    expect(first([mine(hours(1)), mine(hours(3)), theirs(hours(2))])).toBe(never);
  });
});

test("ten thousand rules answer with a fraction of a millisecond of computing", () => {
  const rules = Array.from({ length: 10_000 }, (_, n) => rule("block", `10.${n >> 8}.${n & 255}.0/24`));
  const book = openRuleBook(rules, now);
  const before = process.cpuUsage();
  for (let n = 0; n < 1_000; n += 1) expect(book.refuses("192.0.2.1", "everything")).toBe(false);
  expect(process.cpuUsage(before).user / 1_000 / 1_000).toBeLessThan(1);
});
