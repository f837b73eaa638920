import { BlockList, isIP } from "node:net";

/**
 * Addresses no model server has: link-local ones and the metadata services of cloud providers, whose answers are
 * credentials (server-side request forgery). Private networks stay open, because a model server of one's own lives there.
 */
const refused = new BlockList();
const LINK_LOCAL = "169.254.0.0";
const METADATA_V4 = ["100.100.100.200", "168.63.129.16", "192.0.0.192"];
const METADATA_V6 = ["fd00:ec2::254", "fd20:ce::254"];

refused.addSubnet(LINK_LOCAL, 16, "ipv4");
refused.addSubnet("224.0.0.0", 4, "ipv4"); // multicast
refused.addSubnet("255.255.255.255", 32, "ipv4");
refused.addSubnet("fe80::", 10, "ipv6");
refused.addSubnet("fec0::", 10, "ipv6"); // site-local, its deprecated sibling
refused.addSubnet("ff00::", 8, "ipv6"); // multicast
for (const address of METADATA_V4) refused.addAddress(address, "ipv4");
for (const address of METADATA_V6) refused.addAddress(address, "ipv6");

// IPv4 inside IPv6: NAT64 (RFC 6052), 6to4 (RFC 3056), the deprecated "compatible" form. The mapped form (::ffff:0:0/96)
// is compared with the IPv4 rules by BlockList itself.
for (const address of METADATA_V4) {
  refused.addAddress(`64:ff9b::${address}`, "ipv6");
  refused.addAddress(`::${address}`, "ipv6");
  refused.addSubnet(`2002:${hexGroups(address)}::`, 48, "ipv6");
}
refused.addSubnet(`64:ff9b::${LINK_LOCAL}`, 112, "ipv6");
refused.addSubnet(`::${LINK_LOCAL}`, 112, "ipv6");
refused.addSubnet("2002:a9fe::", 32, "ipv6");

function hexGroups(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/** Whether a numeric address is one that is never connected to. What is no address at all is refused too. */
export function isRefusedAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, ""); // the zone of a link-local address, as in fe80::1%eth0
  const family = isIP(plain);
  if (family === 0) return true;
  return refused.check(plain, family === 6 ? "ipv6" : "ipv4");
}
