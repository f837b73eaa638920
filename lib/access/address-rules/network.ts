import { type BlockList, isIPv6 } from "node:net";
import { canonicalAddress } from "#lib/platform/client-address.ts";

type Network = { address: string; bits: number };

/**
 * One spelling per network: `10.1.2.3/8` and `::ffff:10.0.0.0/104` are `10.0.0.0/8`; an address is a network of one.
 * `null` for what is neither.
 */
export function canonicalNetwork(text: string): string | null {
  const parsed = parse(text.trim());
  return parsed === null ? null : `${parsed.address}/${parsed.bits}`;
}

/** Adds a network in its canonical spelling. */
export function addNetwork(list: BlockList, network: string): void {
  const [address = "", bits] = network.split("/");
  list.addSubnet(address, Number(bits), isIPv6(address) ? "ipv6" : "ipv4");
}

/** Whether an address, in its canonical spelling, lies in a network in its own. */
export function isWithin(address: string, network: string): boolean {
  const [start = "", bits] = network.split("/");
  return isIPv6(address) === isIPv6(start) && masked(address, Number(bits)) === start;
}

function parse(text: string): Network | null {
  const [, given = "", prefix] = /^([0-9a-f:.]{2,45})(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const address = canonicalAddress(given);
  if (address === null) return null;
  const most = isIPv6(address) ? 128 : 32;
  // An IPv4 address in IPv6's clothes counts its bits from the front of the longer one.
  const bits = prefix === undefined ? most : Number(prefix) - (most === 32 && isIPv6(given) ? 96 : 0);
  if (bits < 0 || bits > most) return null;
  return { address: masked(address, bits), bits };
}

/** The address with every bit after the prefix cleared, so that one network cannot stand in the list twice. */
function masked(address: string, bits: number): string {
  const v6 = isIPv6(address);
  const size = v6 ? 16 : 8; // bits of a group
  const groups = v6 ? expanded(address) : address.split(".").map(Number);
  const kept = groups.map((group, at) => {
    const free = Math.min(size, Math.max(0, (at + 1) * size - bits));
    return group & ~((1 << free) - 1);
  });
  if (!v6) return kept.join(".");
  return canonicalAddress(kept.map((group) => group.toString(16)).join(":")) ?? address;
}

/** The eight groups of an IPv6 address. */
function expanded(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const groups = (text: string) => text.split(":").filter(Boolean);
  const [front, back] = [groups(head), groups(tail ?? "")];
  const zeros = Array<string>(8 - front.length - back.length).fill("0");
  return [...front, ...zeros, ...back].map((group) => Number.parseInt(group, 16));
}
