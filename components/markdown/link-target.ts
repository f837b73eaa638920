import { resolveEntities } from "./entities.ts";

export type LinkTarget =
  /** `href` is normalised, its host in ASCII (`xn--…`); `host` is the part a person should judge it by. */
  | { kind: "external"; href: string; host: string; path: string; disguised: boolean }
  | { kind: "internal"; href: string };

const MAX_LENGTH = 2_000;
const SCHEMES: readonly string[] = ["http:", "https:", "mailto:"];
const BASE = "https://internal.invalid";

/**
 * Where a link of untrusted text may lead, or null: such a link is shown as plain text.
 * External: http, https, mailto. Internal: a path of our own with one leading slash, outside `/api`
 * (nothing that a model writes may name an endpoint that acts). Fragments only where the page has anchors.
 */
export function linkTarget(written: string, allow: { fragments: boolean } = { fragments: false }): LinkTarget | null {
  const href = resolveEntities(written).trim();
  if (href === "" || href.length > MAX_LENGTH) return null;
  if (href.startsWith("#")) return allow.fragments ? { kind: "internal", href: encodeURI(decoded(href)) } : null;
  if (href.startsWith("/")) return internal(href);
  const url = parse(href);
  if (url === null || !SCHEMES.includes(url.protocol)) return null;
  // `https:example.org` and `http:/x` parse too, against the rules people read links by.
  if (url.protocol !== "mailto:" && !/^https?:\/\//i.test(href)) return null;
  const host = url.protocol === "mailto:" ? url.pathname : url.host;
  const path = url.protocol === "mailto:" ? url.search : `${url.pathname}${url.search}${url.hash}`;
  return host === ""
    ? null
    : { kind: "external", href: url.href, host, path, disguised: url.username !== "" || url.password !== "" };
}

function parse(href: string, base?: string): URL | null {
  try {
    return new URL(href, base);
  } catch {
    return null;
  }
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

function internal(href: string): LinkTarget | null {
  const url = parse(href, BASE);
  // `//host` and `/\host` leave the site: the parser, not a pattern, decides what the browser will do.
  if (url === null || url.origin !== BASE || /^\/api(?:\/|$)/i.test(decoded(url.pathname))) return null;
  return { kind: "internal", href: `${url.pathname}${url.search}${url.hash}` };
}

/** True when the text of a link already says where it leads, so that saying it again would be noise. */
export function tellsTarget(text: string, target: LinkTarget): boolean {
  if (target.kind === "internal") return true;
  if (target.disguised) return false;
  const bare = (value: string) =>
    value
      .trim()
      .toLowerCase()
      .replace(/^(?:https?:\/\/|mailto:)/, "")
      .replace(/\/$/, "");
  const said = bare(text);
  return said === bare(target.href) || said === target.host.toLowerCase();
}
