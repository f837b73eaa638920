import { describe, expect, test } from "vitest";
import { linkTarget, tellsTarget } from "./link-target.ts";

const external = (href: string) => {
  const target = linkTarget(href);
  if (target?.kind !== "external") throw new Error(`${href} is not external`);
  return target;
};

describe("what a link may lead to", () => {
  test.each([
    "https://example.org/a?b=c#d",
    "HTTP://example.org",
    "mailto:ada@example.org",
    "mailto:ada@example.org?subject=Hi",
  ])("%s is a link", (href) => {
    expect(linkTarget(href)?.kind).toBe("external");
  });

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "javascript&colon;alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://example.org/1",
    "file:///etc/passwd",
    "ftp://example.org",
    "tel:1",
    "https:example.org",
    "https:/example.org",
    "http://",
    "mailto:",
    "//example.org",
    "/\\example.org",
    "/\t/example.org",
    "\\\\example.org",
    "page.md",
    "?x",
    "#top",
    "",
    `https://example.org/${"a".repeat(2_000)}`,
  ])("%j is text", (href) => {
    expect(linkTarget(href)).toBeNull();
  });

  test("a path of our own stays on the site, and an endpoint of ours is text", () => {
    expect(linkTarget("/help/links?x=1#y")).toEqual({ kind: "internal", href: "/help/links?x=1#y" });
    expect(linkTarget("/help/../api/auth/signout")).toBeNull();
    expect(linkTarget("/API/chat")).toBeNull();
    expect(linkTarget("/%61pi/chat")).toBeNull();
    expect(linkTarget("/apiary")).toEqual({ kind: "internal", href: "/apiary" });
  });

  test("an anchor is a link only on a page that has anchors", () => {
    expect(linkTarget("#what-is-it", { fragments: true })).toEqual({ kind: "internal", href: "#what-is-it" });
  });
});

describe("what a person sees of the target", () => {
  test("a look-alike host is shown in punycode", () => {
    expect(external("https://аpple.com/").host).toBe("xn--pple-43d.com");
    expect(tellsTarget("https://аpple.com/", external("https://аpple.com/"))).toBe(false);
  });

  test("the host is not repeated when the text is the address", () => {
    for (const text of ["https://example.org/a/", "example.org/a", "HTTPS://EXAMPLE.ORG/a"])
      expect(tellsTarget(text, external("https://example.org/a"))).toBe(true);
    expect(tellsTarget("ada@example.org", external("mailto:ada@example.org"))).toBe(true);
  });

  test("text that names another place never passes for the address", () => {
    expect(tellsTarget("example.org", external("https://example.net"))).toBe(false);
    expect(tellsTarget("https://example.org/a", external("https://example.org/b"))).toBe(false);
    expect(tellsTarget("example.org\u202e", external("https://example.org"))).toBe(false);
  });

  test("an address with a user name in front always shows its real host", () => {
    const target = external("https://example.org@example.net/");
    expect(target.host).toBe("example.net");
    expect(tellsTarget("https://example.org@example.net/", target)).toBe(false);
  });
});
