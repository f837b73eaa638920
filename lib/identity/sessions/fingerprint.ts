import { addressKey } from "#lib/limits/address-key.ts";

const BROWSERS = [
  ["edge", /\bEdg(?:e|A|iOS)?\//],
  ["opera", /\bOPR\/|\bOpera\b/],
  ["samsung", /\bSamsungBrowser\//],
  ["firefox", /\bFirefox\/|\bFxiOS\//],
  ["chrome", /\bChrom(?:e|ium)\/|\bCriOS\//],
  ["safari", /\bSafari\//],
] as const;

const SYSTEMS = [
  ["android", /\bAndroid\b/],
  ["ios", /\b(?:iPhone|iPad|iPod)\b/],
  ["windows", /\bWindows\b/],
  ["chromeos", /\bCrOS\b/],
  ["mac", /\bMac OS X\b|\bMacintosh\b/],
  ["linux", /\bLinux\b/],
] as const;

/** Browser and system of a User-Agent header without their versions, so that an update is no other browser. */
export function browserFamily(device: string | null): string {
  const text = device ?? "";
  const browser = BROWSERS.find(([, pattern]) => pattern.test(text))?.[0];
  const system = SYSTEMS.find(([, pattern]) => pattern.test(text))?.[0];
  return browser === undefined && system === undefined
    ? (text.split("/", 1)[0]?.slice(0, 40) ?? "")
    : `${browser}|${system}`;
}

/** The network an address lies in: /24 of IPv4, /48 of IPv6. Providers hand out addresses within these. */
export function networkOf(address: string): string {
  const [a, b, c, d] = address.split(".");
  if (d !== undefined) return `${a}.${b}.${c}`;
  return addressKey(address).split(":").slice(0, 3).join(":");
}
