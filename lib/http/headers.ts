type Options = {
  /** Base64, at least 128 bits, new for every response. */
  nonce: string;
  /** Whether people reach the site over https. */
  https: boolean;
  /** Relaxes what the development server of Next needs. */
  development: boolean;
  /** Where browsers send what the policy stopped: a path of our own. */
  reportUrl: string;
};
/** Of a file that somebody uploaded: whatever it is, nothing of it runs or loads anything, should a browser show it. */
export const FILE_POLICY = "default-src 'none'; sandbox";

type Constant = Omit<Options, "nonce">;

/** Powers that pages use on their own origin; everything else that browsers can grant is denied. */
const used = ["clipboard-write", "publickey-credentials-create", "publickey-credentials-get"];
const denied = [
  "accelerometer",
  "autoplay",
  "camera",
  "clipboard-read",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "gamepad",
  "geolocation",
  "gyroscope",
  "hid",
  "identity-credentials-get",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "otp-credentials",
  "payment",
  "picture-in-picture",
  "screen-wake-lock",
  "serial",
  "storage-access",
  "sync-xhr",
  "usb",
  "window-management",
  "xr-spatial-tracking",
];

/** The policy as text before and after the nonce, and the headers that never change. */
type Prepared = Constant & { before: string; after: string; rest: readonly [string, string][] };
let prepared: Prepared | null = null;

/** Every header that protects a response, the content security policy first. Cheap: all but the nonce is made once. */
export function securityHeaders({ nonce, ...constant }: Options): [string, string][] {
  if (prepared === null || !isFor(prepared, constant)) prepared = prepare(constant);
  return [["Content-Security-Policy", `${prepared.before}${nonce}${prepared.after}`], ...prepared.rest];
}

function isFor(known: Constant, { https, development, reportUrl }: Constant): boolean {
  return known.https === https && known.development === development && known.reportUrl === reportUrl;
}

function prepare(constant: Constant): Prepared {
  const NONCE = "{nonce}";
  const [before = "", after = ""] = contentSecurityPolicy(NONCE, constant).split(NONCE);
  const { https, reportUrl } = constant;
  const rest: [string, string][] = [
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Cross-Origin-Embedder-Policy", "require-corp"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ["Origin-Agent-Cluster", "?1"],
    ["Permissions-Policy", [...used.map((name) => `${name}=(self)`), ...denied.map((name) => `${name}=()`)].join(", ")],
    // Other sites learn nothing. Not "no-referrer": with it a form of our own would post with `Origin: null`.
    ["Referrer-Policy", "same-origin"],
    ["X-Content-Type-Options", "nosniff"],
    ["X-DNS-Prefetch-Control", "off"],
    // For what does not know frame-ancestors.
    ["X-Frame-Options", "DENY"],
    ["X-Permitted-Cross-Domain-Policies", "none"],
  ];
  if (https) {
    // Two years. Not for subdomains: on example.org they are other people's sites, and our cookies are bound to the host.
    rest.push(["Strict-Transport-Security", "max-age=63072000"]);
    rest.push(["Reporting-Endpoints", `csp="${reportUrl}"`]);
  }
  return { ...constant, before, after, rest };
}

function contentSecurityPolicy(nonce: string, { https, development, reportUrl }: Constant): string {
  const directives = [
    "default-src 'none'",
    // No fallback for browsers without 'strict-dynamic': they would get a weaker policy; so they get a stricter one.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self'${development ? " 'unsafe-inline'" : ""}`,
    `img-src 'self'${development ? " data: blob:" : ""}`,
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "manifest-src 'self'",
    // Said aloud, because without it script-src would answer, and 'strict-dynamic' lets any worker start.
    "worker-src 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  // One policy may exist, the one in public/trusted-types.js. Next's own, "nextjs", would pass everything; pages of the
  // App Router never make it.
  if (!development) directives.push("require-trusted-types-for 'script'", "trusted-types default");
  if (https) directives.push("upgrade-insecure-requests");
  directives.push(`report-uri ${reportUrl}`);
  // A browser that knows report-to ignores report-uri, but takes the endpoint it names only from https.
  if (https) directives.push("report-to csp");
  return directives.join("; ");
}
