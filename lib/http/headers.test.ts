import evaluator from "csp_evaluator";
import { Severity, Type } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { describe, expect, test } from "vitest";
import { securityHeaders } from "./headers.ts";

const nonce = "q83vEjRWeJCrze8SNFZ4kA==";
const reportUrl = "/api/csp-report";
const production = { nonce, https: true, development: false, reportUrl };

const headersOf = (options: Parameters<typeof securityHeaders>[0]) => new Headers(securityHeaders(options));

function directivesOf(options: Parameters<typeof securityHeaders>[0]): Record<string, string> {
  const policy = headersOf(options).get("content-security-policy") ?? "";
  return Object.fromEntries(policy.split("; ").map((directive) => directive.split(/ (.*)/s).slice(0, 2)));
}

describe("the content security policy in production", () => {
  test("allows nothing but our own origin, and scripts by nonce alone", () => {
    expect(directivesOf(production)).toEqual({
      "default-src": "'none'",
      "script-src": `'nonce-${nonce}' 'strict-dynamic'`,
      "style-src": "'self'",
      "img-src": "'self'",
      "font-src": "'self'",
      "connect-src": "'self'",
      "manifest-src": "'self'",
      "worker-src": "'none'",
      "form-action": "'self'",
      "base-uri": "'none'",
      "frame-ancestors": "'none'",
      "require-trusted-types-for": "'script'",
      "trusted-types": "default",
      "upgrade-insecure-requests": undefined,
      "report-uri": reportUrl,
      "report-to": "csp",
    });
  });

  test.each([true, false])(
    "csp_evaluator finds nothing but its notes for browsers without 'strict-dynamic' (https: %s)",
    (https) => {
      const policy = headersOf({ ...production, https }).get("content-security-policy") ?? "";
      const parsed = new CspParser(policy).csp;
      const strict = new evaluator.CspEvaluator(parsed).evaluate(evaluator.STRICTCSP_CHECKS, evaluator.DEFAULT_CHECKS);
      const fallbacks = [Type.UNSAFE_INLINE_FALLBACK, Type.ALLOWLIST_FALLBACK];
      expect(strict.map(({ type }) => type)).toEqual(fallbacks);
      expect(strict.every(({ severity }) => severity === Severity.STRICT_CSP)).toBe(true);
    },
  );

  test("csp_evaluator, asked as above, does find a weak policy", () => {
    const parsed = new CspParser("script-src 'self' 'unsafe-inline'; object-src *").csp;
    const found = new evaluator.CspEvaluator(parsed).evaluate(evaluator.STRICTCSP_CHECKS, evaluator.DEFAULT_CHECKS);
    expect(found.some(({ severity }) => severity === Severity.HIGH)).toBe(true);
  });

  test("is new with every nonce and with every change of its settings", () => {
    const first = headersOf(production).get("content-security-policy") ?? "";
    const second = headersOf({ ...production, nonce: "another" }).get("content-security-policy") ?? "";
    expect(second).toBe(first.replace(nonce, "another"));
    expect(directivesOf({ ...production, reportUrl: "/elsewhere" })["report-uri"]).toBe("/elsewhere");
  });
});

describe("without https", () => {
  const headers = headersOf({ ...production, https: false });
  test("nothing binds the browser to https, and reports go by the one way that works there", () => {
    const directives = directivesOf({ ...production, https: false });
    expect(headers.has("strict-transport-security")).toBe(false);
    expect(directives).not.toHaveProperty("upgrade-insecure-requests");
    // Chromium drops reports altogether when report-to names an endpoint that came over http.
    expect(headers.has("reporting-endpoints")).toBe(false);
    expect(directives).not.toHaveProperty("report-to");
    expect(directives["report-uri"]).toBe(reportUrl);
  });
});

test("only development may evaluate strings, style inline and go without Trusted Types", () => {
  const relaxed = /unsafe-|data:|blob:|ws:/;
  const development = directivesOf({ ...production, https: false, development: true });
  expect(development).not.toHaveProperty("require-trusted-types-for");
  expect(Object.values(development).filter((value) => relaxed.test(value ?? ""))).toHaveLength(4);
  expect(Object.values(directivesOf(production)).filter((value) => relaxed.test(value ?? ""))).toEqual([]);
});

test("every response carries the whole set", () => {
  expect(Object.fromEntries(headersOf(production))).toMatchObject({
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "referrer-policy": "same-origin",
    "strict-transport-security": "max-age=63072000",
    "reporting-endpoints": 'csp="/api/csp-report"',
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
    "x-frame-options": "DENY",
    "x-permitted-cross-domain-policies": "none",
  });
  const names = securityHeaders(production).map(([name]) => name.toLowerCase());
  expect(new Set(names).size).toBe(names.length);
});

test("pages may copy to the clipboard and use passkeys, and nothing else that needs a permission", () => {
  const granted = (headersOf(production).get("permissions-policy") ?? "")
    .split(", ")
    .filter((one) => !one.endsWith("=()"));
  expect(granted).toEqual([
    "clipboard-write=(self)",
    "publickey-credentials-create=(self)",
    "publickey-credentials-get=(self)",
  ]);
});
