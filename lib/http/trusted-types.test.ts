import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { describe, expect, test, vi } from "vitest";

const file = readFileSync(new URL("../../public/trusted-types.js", import.meta.url), "utf8");

type Policy = Record<"createHTML" | "createScript" | "createScriptURL", (text: string) => string | null>;

/** Runs the file as the browser would and returns the policies it made. */
function run(origin = "https://chat.example.org", withTrustedTypes = true) {
  const createPolicy = vi.fn<(name: string, rules: Policy) => void>();
  const page = { URL, location: new URL(origin), ...(withTrustedTypes && { trustedTypes: { createPolicy } }) };
  runInContext(file, createContext(page));
  return createPolicy.mock.calls;
}

function policy(origin?: string): Policy {
  const [made] = run(origin);
  if (made === undefined) throw new Error("no policy");
  return made[1];
}

test("there is one policy and its name is default", () => {
  expect(run().map(([name]) => name)).toEqual(["default"]);
});

test("a browser without Trusted Types runs the file without an error", () => {
  expect(run(undefined, false)).toEqual([]);
});

describe("script addresses", () => {
  test.each([
    "/_next/static/chunks/0a1b2c.js",
    "/_next/static/chunks/app/(workspace)/page-1.js",
    "/_next/static/chunks/app/chat/%5BconversationId%5D/page-1.js",
    "/_next/static/chunks/a.js?dpl=7",
    "https://chat.example.org/_next/static/chunks/a.js",
  ])("one we built passes unchanged: %s", (text) => {
    expect(policy().createScriptURL(text)).toBe(text);
  });

  test("the port belongs to the origin", () => {
    const { createScriptURL } = policy("http://localhost:3000");
    expect(createScriptURL("http://localhost:3000/_next/static/a.js")).not.toBeNull();
    expect(createScriptURL("http://localhost:3001/_next/static/a.js")).toBeNull();
    expect(createScriptURL("http://localhost/_next/static/a.js")).toBeNull();
  });

  test.each([
    // elsewhere
    "https://evil.example/_next/static/a.js",
    "http://chat.example.org/_next/static/a.js",
    "https://chat.example.org.evil.example/_next/static/a.js",
    "https://chat.example.org@evil.example/_next/static/a.js",
    "https://chat.example.org:443@evil.example/_next/static/a.js",
    "https://user:word@chat.example.org/_next/static/a.js",
    "//evil.example/_next/static/a.js",
    "///evil.example/_next/static/a.js",
    "/\\evil.example/_next/static/a.js",
    "\\\\evil.example\\_next\\static\\a.js",
    "/\t/evil.example/_next/static/a.js",
    "/\n/evil.example/_next/static/a.js",
    // other schemes
    "javascript:alert(1)//_next/static/a.js",
    "data:text/javascript,alert(1)//_next/static/a.js",
    "blob:https://chat.example.org/_next/static/a.js",
    "filesystem:https://chat.example.org/_next/static/a.js",
    // other places of ours
    "/api/documents/1/a.js",
    "/_next/image/a.js",
    "/_next/staticfiles/a.js",
    "/a/_next/static/a.js",
    "/_NEXT/STATIC/a.js",
    // out of the folder
    "/_next/static/../../api/a.js",
    "/_next/static/%2e%2e/%2e%2e/api/a.js",
    "/_next/static/.%2E/../api/a.js",
    "/_next/static/..%2f..%2fapi/a.js",
    "/_next/static/..%2Fapi/a.js",
    "/_next/static/..%5capi/a.js",
    "/_next/static/..\\..\\api\\a.js",
    "/_next/static/%252e%252e/api/a.js",
    "/_next/static/.\t./.\n./api/a.js",
    "/_next/static/a.txt%00.js",
    // not a script, not a full path, not an address
    "/_next/static/css/a.css",
    "/_next/static/media/upload.svg?.js",
    "/_next/static/media/upload.svg#.js",
    "_next/static/a.js",
    "../_next/static/a.js",
    " /_next/static/a.js",
    "https:/_next/static/a.js",
    "https://chat.example.org:99999/_next/static/a.js",
    "https://[/_next/static/a.js",
    "",
  ])("any other is stopped: %j", (text) => {
    expect(policy().createScriptURL(text)).toBeNull();
  });
});

describe("markup", () => {
  test("the literal that React assigns passes", () => {
    expect(policy().createHTML("<script></script>")).toBe("<script></script>");
  });

  test("it is the literal that this version of React assigns, and the only one", () => {
    const react = readFileSync(
      new URL("../../node_modules/next/dist/compiled/react-dom/cjs/react-dom-client.production.js", import.meta.url),
      "utf8",
    );
    const literals = [...react.matchAll(/\.innerHTML = ("[^\n]*");/g)].map(([, literal]) =>
      JSON.parse((literal ?? "").replace("\\x3c", "<")),
    );
    expect(new Set(literals)).toEqual(new Set(["<script></script>"]));
  });

  test.each([
    "",
    "<b>bold</b>",
    "<script></script> ",
    " <script></script>",
    "<SCRIPT></SCRIPT>",
    "<script>alert(1)</script>",
    "<script></script><img src=x onerror=alert(1)>",
    "<script src=//evil.example></script>",
  ])("any other text is stopped: %j", (text) => {
    expect(policy().createHTML(text)).toBeNull();
  });
});

test("no text becomes a program", () => {
  for (const text of ["", "1", "alert(1)"]) expect(policy().createScript(text)).toBeNull();
});
