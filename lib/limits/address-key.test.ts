import { expect, test } from "vitest";
import { addressKey } from "./address-key.ts";

test("addresses of one IPv6 network of 64 bits count as one, of two networks as two", () => {
  expect(addressKey("2001:db8:1:2::1")).toBe(addressKey("2001:0db8:0001:0002:ffff:ffff:ffff:ffff"));
  expect(addressKey("2001:db8:1:2::1")).not.toBe(addressKey("2001:db8:1:3::1"));
  expect(addressKey("::1")).toBe("0:0:0:0::/64");
});

test("every IPv4 address counts by itself", () => {
  expect(addressKey("192.0.2.1")).toBe("192.0.2.1");
  expect(addressKey("::ffff:192.0.2.1")).toBe("::ffff:192.0.2.1");
});
