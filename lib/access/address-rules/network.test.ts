import { expect, test } from "vitest";
import { canonicalNetwork, isWithin } from "./network.ts";

test.each([
  ["192.0.2.7", "192.0.2.7/32"],
  [" 10.1.2.3/8 ", "10.0.0.0/8"],
  ["172.31.255.255/12", "172.16.0.0/12"],
  ["192.0.2.129/25", "192.0.2.128/25"],
  ["0.0.0.0/0", "0.0.0.0/0"],
  ["::ffff:10.1.2.3", "10.1.2.3/32"],
  ["::ffff:10.1.2.3/104", "10.0.0.0/8"],
  ["::ffff:0:0/96", "0.0.0.0/0"],
  ["2001:DB8:0:0::1", "2001:db8::1/128"],
  ["2001:db8:ffff:ffff::1/33", "2001:db8:8000::/33"],
  ["2001:db8::ffff/127", "2001:db8::fffe/127"],
  ["fe80::1/10", "fe80::/10"],
  ["::/0", "::/0"],
])("%s is written %s", (given, network) => {
  expect(canonicalNetwork(given)).toBe(network);
  expect(canonicalNetwork(network)).toBe(network);
});

test.each([
  "",
  "x",
  "10.0.0",
  "10.0.0.256",
  "010.0.0.1",
  "10.0.0.0/33",
  "10.0.0.0/-1",
  "10.0.0.0/",
  "10.0.0.0/8/8",
  "::ffff:10.0.0.0/95",
  "2001:db8::/129",
  "2001:db8:::1",
  "fe80::1%eth0",
  "example.org",
  "10.0.0.1, 10.0.0.2",
])("%j is no network", (given) => {
  expect(canonicalNetwork(given)).toBeNull();
});

test("a network ends where its prefix says, on both sides", () => {
  const inside = ["192.0.2.128", "192.0.2.255"];
  const outside = ["192.0.2.127", "192.0.3.0", "::ffff", "2001:db8::1"];
  for (const address of inside) expect([address, isWithin(address, "192.0.2.128/25")]).toEqual([address, true]);
  for (const address of outside) expect([address, isWithin(address, "192.0.2.128/25")]).toEqual([address, false]);
  expect(isWithin("2001:db8:7fff:ffff::", "2001:db8::/33")).toBe(true);
  expect(isWithin("2001:db8:8000::", "2001:db8::/33")).toBe(false);
});
