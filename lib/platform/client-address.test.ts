import { describe, expect, test } from "vitest";
import { canonicalAddress, clientAddress, trustedProxies } from "./client-address.ts";

const trusted = trustedProxies(["10.0.0.0/8", "192.0.2.7", "fd00::/8"]);
const from = (peer: string | undefined, forwardedFor?: string) => clientAddress({ peer, forwardedFor, trusted });

describe("who is believed", () => {
  test("a peer that is no trusted proxy is the client, whatever it claims", () => {
    expect(from("203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
    expect(from("203.0.113.9", "10.1.1.1")).toBe("203.0.113.9");
  });

  test("with no proxy configured nobody is believed, not even the machine itself", () => {
    const nobody = trustedProxies([]);
    expect(clientAddress({ peer: "127.0.0.1", forwardedFor: "198.51.100.1", trusted: nobody })).toBe("127.0.0.1");
    expect(nobody.size).toBe(0);
  });

  test("a trusted proxy names the client", () => {
    expect(from("10.1.2.3", "198.51.100.1")).toBe("198.51.100.1");
    expect(from("fd12::1", "2001:db8::9")).toBe("2001:db8::9");
  });

  test("the last address inside a block is trusted, the first outside is not", () => {
    expect(from("10.255.255.255", "198.51.100.1")).toBe("198.51.100.1");
    expect(from("11.0.0.0", "198.51.100.1")).toBe("11.0.0.0");
    expect(from("9.255.255.255", "198.51.100.1")).toBe("9.255.255.255");
    expect(from("192.0.2.7", "198.51.100.1")).toBe("198.51.100.1");
    expect(from("192.0.2.8", "198.51.100.1")).toBe("192.0.2.8");
    expect(from("fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "198.51.100.1")).toBe("198.51.100.1");
    expect(from("fe00::", "198.51.100.1")).toBe("fe00::");
  });

  test("an IPv4 proxy seen through a dual-stack socket is the same proxy", () => {
    expect(from("::ffff:10.1.2.3", "198.51.100.1")).toBe("198.51.100.1");
    expect(from("::ffff:0a01:0203", "198.51.100.1")).toBe("198.51.100.1");
    expect(from("::ffff:11.1.2.3", "198.51.100.1")).toBe("11.1.2.3");
  });

  test("a mapped block trusts exactly the IPv4 addresses it covers", () => {
    const mapped = trustedProxies(["::ffff:10.0.0.0/104"]);
    expect(mapped.includes("10.255.255.255")).toBe(true);
    expect(mapped.includes("11.0.0.0")).toBe(false);
  });
});

describe("the walk from the right", () => {
  test("passes over trusted proxies to the first address that is none", () => {
    expect(from("10.0.0.1", "198.51.100.1, 10.0.0.3, 10.0.0.2")).toBe("198.51.100.1");
  });

  test("what the client put on the left is not looked at", () => {
    expect(from("10.0.0.1", "1.1.1.1, 10.0.0.9, 198.51.100.1, 10.0.0.2")).toBe("198.51.100.1");
  });

  test("when all are trusted, the leftmost is the client", () => {
    expect(from("10.0.0.1", "10.0.0.3, 10.0.0.2")).toBe("10.0.0.3");
  });

  test("ports and brackets that proxies add are taken off", () => {
    expect(from("10.0.0.1", "198.51.100.1:4711")).toBe("198.51.100.1");
    expect(from("10.0.0.1", "[2001:DB8::9]:4711")).toBe("2001:db8::9");
    expect(from("10.0.0.1", "[2001:db8::9]")).toBe("2001:db8::9");
  });
});

describe("garbage", () => {
  test.each([
    ["nothing", undefined],
    ["an empty header", ""],
    ["an empty element", "198.51.100.1, "],
    ["a word", "unknown"],
    ["an obfuscated identifier", "_hidden"],
    ["a number too large", "256.1.1.1"],
    ["leading zeros, which some parsers read as octal", "010.0.0.1"],
    ["a host name", "example.org"],
    ["an address with a path", "198.51.100.1/../x"],
    ["control characters", "198.51.100.1\u0000"],
    ["a port out of shape", "198.51.100.1:123456"],
  ])("%s leaves the last proxy as the client", (_, header) => {
    expect(from("10.0.0.1", header)).toBe("10.0.0.1");
  });

  test("garbage left of the client changes nothing", () => {
    expect(from("10.0.0.1", "\u0000%, <script>, 198.51.100.1, 10.0.0.2")).toBe("198.51.100.1");
  });

  test("garbage between proxies ends the walk at the last proxy known for sure", () => {
    expect(from("10.0.0.1", "198.51.100.1, nonsense, 10.0.0.2")).toBe("10.0.0.2");
  });

  test("a header of a million commas is answered quickly", () => {
    const started = performance.now();
    expect(from("10.0.0.1", ",".repeat(1_000_000))).toBe("10.0.0.1");
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test("a chain longer than any real one stops within it", () => {
    expect(from("10.0.0.1", ["198.51.100.1", ...Array(31).fill("10.0.0.2")].join(","))).toBe("198.51.100.1");
    expect(from("10.0.0.1", ["198.51.100.1", ...Array(32).fill("10.0.0.2")].join(","))).toBe("10.0.0.2");
  });

  test("an unknown peer is no address", () => {
    expect(from(undefined, "198.51.100.1")).toBeNull();
    expect(from("", "198.51.100.1")).toBeNull();
  });
});

test("an address has one spelling", () => {
  expect(canonicalAddress("2001:DB8:0:0::0009")).toBe("2001:db8::9");
  expect(canonicalAddress("fe80::1%eth0")).toBe("fe80::1");
  expect(canonicalAddress("::FFFF:192.0.2.1")).toBe("192.0.2.1");
  expect(canonicalAddress("::ffff:c000:201")).toBe("192.0.2.1");
  expect(canonicalAddress("::1")).toBe("::1");
  expect(canonicalAddress("192.0.2.1 ")).toBeNull();
});

test.each([
  "10.0.0.0/33",
  "fd00::/129",
  "10.0.0.0/",
  "10.0.0.0/-1",
  "10.0.0.0/8/8",
  "proxy.example.org",
  "",
  "10.0.0/8",
  "::ffff:10.0.0.0/95",
])("the configuration entry %j is refused, not ignored", (entry) => {
  expect(() => trustedProxies([entry])).toThrow(RangeError);
});
