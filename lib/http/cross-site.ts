type Options = {
  method: string;
  headers: Pick<Headers, "get">;
  /** The origins under which people reach this instance. */
  appOrigins: readonly string[];
  /** Whether the request carries a session cookie: the authority that another site could borrow. */
  hasCookie: boolean;
};

/**
 * Whether another site made the browser send this request. `null` means go ahead. Fetch Metadata decides where the
 * browser sends it (no page can forge it), the Origin where it does not: older browsers, and plain http in a local network.
 * The one thing other sites may do is lead a person here by a link.
 */
export function crossSiteRefusal({ method, headers, appOrigins, hasCookie }: Options): "cross-site" | null {
  const site = headers.get("sec-fetch-site");
  if (site !== null) {
    // "none" is the person: typed, bookmarked, reloaded. "same-site" is another site of the same owner, so not ours.
    if (site === "same-origin" || site === "none") return null;
    return isLinkHere(method, headers) ? null : "cross-site";
  }
  const origin = headers.get("origin");
  if (origin !== null) return appOrigins.includes(origin) ? null : "cross-site";
  if (method === "GET" || method === "HEAD") return null;
  // Every browser of the last years names the origin of what changes something. A program has no reason to, but a
  // program does not carry a session cookie either.
  return hasCookie ? "cross-site" : null;
}

/** A navigation of the whole window, not of a frame or an object in somebody's page. */
function isLinkHere(method: string, headers: Pick<Headers, "get">): boolean {
  return (
    method === "GET" && headers.get("sec-fetch-mode") === "navigate" && headers.get("sec-fetch-dest") === "document"
  );
}
