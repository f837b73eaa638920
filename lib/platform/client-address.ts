import { BlockList, isIP, isIPv6 } from "node:net";

/** Whose `X-Forwarded-*` headers are believed. Made once from the configuration; see {@link trustedProxies}. */
export type TrustedProxies = { includes(address: string): boolean; size: number };

// A chain longer than this was not written by proxies; what lies beyond is the client's own invention.
const LONGEST_CHAIN = 32;
const LONGEST_HEADER = 4096;

/**
 * Reads a list of addresses and CIDR blocks (IPv4, IPv6), such as `["10.0.0.0/8", "fd00::/8", "192.0.2.7"]`.
 * Throws a `RangeError` that names the entry when one is neither: a typing error must not silently trust nobody or everybody.
 */
export function trustedProxies(entries: readonly string[]): TrustedProxies {
  const list = new BlockList();
  for (const entry of entries) addEntry(list, entry);
  const includes = (address: string) => {
    const plain = canonicalAddress(address);
    return plain !== null && list.check(plain, isIPv6(plain) ? "ipv6" : "ipv4");
  };
  return { includes, size: entries.length };
}

function addEntry(list: BlockList, entry: string): void {
  const [address = "", bits, ...rest] = entry.split("/");
  const network = canonicalAddress(address);
  if (network === null || rest.length > 0) throw new RangeError(`"${entry}" is neither an address nor a CIDR block.`);
  const family = isIPv6(network) ? "ipv6" : "ipv4";
  if (bits === undefined) {
    list.addAddress(network, family);
    return;
  }
  // `::ffff:10.0.0.0/104` covers what `10.0.0.0/8` does.
  const mapped = family === "ipv4" && isIPv6(address);
  const prefix = /^\d{1,3}$/.test(bits) ? Number(bits) - (mapped ? 96 : 0) : -1;
  if (prefix < 0 || prefix > (family === "ipv6" ? 128 : 32))
    throw new RangeError(`"${entry}" has an impossible prefix length.`);
  list.addSubnet(network, prefix, family);
}

/**
 * One spelling per address: IPv4-mapped IPv6 becomes IPv4, zones and brackets go, IPv6 is compressed in lower case;
 * `null` for anything else. Two spellings would give one client two rate-limit buckets.
 */
export function canonicalAddress(text: string): string | null {
  const bare = text.replace(/^\[(.*)\]$/, "$1").replace(/%[\w.-]+$/, "");
  const version = isIP(bare);
  if (version === 0) return null;
  if (version === 4) return bare;
  const compressed = new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(compressed);
  if (mapped === null) return compressed;
  const [high, low] = [Number.parseInt(mapped[1] as string, 16), Number.parseInt(mapped[2] as string, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** An element of X-Forwarded-For; some proxies append the port (`192.0.2.7:4711`, `[2001:db8::7]:4711`). */
function forwardedAddress(element: string): string | null {
  const text = element.trim();
  const withPort = /^(?:(\d{1,3}(?:\.\d{1,3}){3})|(\[[^\]]+\])):\d{1,5}$/.exec(text);
  return canonicalAddress(withPort?.[1] ?? withPort?.[2] ?? text);
}

/**
 * The address of the client: the connection's peer, unless that is a trusted proxy; then X-Forwarded-For is walked from
 * the right, over trusted proxies, to the first address that is not one. What stands left of it is the client's claim.
 * An element that is no address ends the walk at the last proxy, which is the best that is known for sure.
 * `null` only when the peer itself is unknown (the socket is gone).
 */
export function clientAddress(request: {
  peer: string | undefined;
  forwardedFor: string | undefined;
  trusted: TrustedProxies;
}): string | null {
  let known = canonicalAddress(request.peer ?? "");
  if (known === null || !request.trusted.includes(known)) return known;
  const chain = (request.forwardedFor ?? "").slice(-LONGEST_HEADER).split(",").slice(-LONGEST_CHAIN);
  for (const element of chain.reverse()) {
    const address = forwardedAddress(element);
    if (address === null) return known;
    known = address;
    if (!request.trusted.includes(address)) return known;
  }
  return known;
}
