import { describe, expect, test } from "vitest";
import { crossSiteRefusal } from "./cross-site.ts";

const ours = "https://chat.example.org";

function refusal(method: string, headers: Record<string, string>, hasCookie = true) {
  return crossSiteRefusal({ method, headers: new Headers(headers), appOrigins: [ours], hasCookie });
}
const fetched = (site: string, mode = "cors", dest = "empty") => ({
  "sec-fetch-site": site,
  "sec-fetch-mode": mode,
  "sec-fetch-dest": dest,
});
const methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

describe("a browser that says where the request comes from", () => {
  test.each(methods)("%s from our own pages or from the person goes ahead", (method) => {
    expect(refusal(method, fetched("same-origin"))).toBeNull();
    expect(refusal(method, fetched("none", "navigate", "document"))).toBeNull();
  });

  test.each(methods)("%s by a script of another site is refused, with and without a cookie", (method) => {
    for (const site of ["cross-site", "same-site"]) {
      expect(refusal(method, fetched(site))).toBe("cross-site");
      expect(refusal(method, fetched(site, "no-cors"), false)).toBe("cross-site");
    }
  });

  test("a link from another site leads here", () => {
    expect(refusal("GET", fetched("cross-site", "navigate", "document"))).toBeNull();
    expect(refusal("GET", fetched("same-site", "navigate", "document"))).toBeNull();
  });

  test("a form of another site does not, whatever it does", () => {
    for (const method of methods.filter((one) => one !== "GET")) {
      expect(refusal(method, fetched("cross-site", "navigate", "document"))).toBe("cross-site");
    }
  });

  test.each(["iframe", "frame", "object", "embed", "image", "script", "style", "empty", ""])(
    "another site cannot place us into its page as %s",
    (dest) => {
      expect(refusal("GET", fetched("cross-site", "navigate", dest))).toBe("cross-site");
      expect(refusal("GET", fetched("cross-site", "no-cors", dest))).toBe("cross-site");
    },
  );

  test("a web socket of another site is refused", () => {
    expect(refusal("GET", fetched("cross-site", "websocket"))).toBe("cross-site");
  });

  test("a word that no standard knows is not believed", () => {
    expect(refusal("POST", fetched("same-galaxy"))).toBe("cross-site");
    expect(refusal("POST", fetched(""))).toBe("cross-site");
    expect(refusal("POST", fetched("same-origin, cross-site"))).toBe("cross-site");
  });

  test("a fitting Origin does not outweigh it", () => {
    expect(refusal("POST", { ...fetched("cross-site"), origin: ours })).toBe("cross-site");
  });
});

describe("a client that does not", () => {
  test.each(methods)("%s from one of our origins goes ahead, from any other it is refused", (method) => {
    expect(refusal(method, { origin: ours })).toBeNull();
    const others = [
      "null",
      "",
      "http://chat.example.org",
      "https://chat.example.org:8443",
      "https://chat.example.org.evil.example",
      "https://evil.example",
      "https://CHAT.example.org",
    ];
    for (const origin of others) {
      expect(refusal(method, { origin })).toBe("cross-site");
      expect(refusal(method, { origin }, false)).toBe("cross-site");
    }
  });

  test("reads without an Origin go ahead: they change nothing", () => {
    expect(refusal("GET", {})).toBeNull();
    expect(refusal("HEAD", {})).toBeNull();
  });

  test.each(["OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "get"])(
    "%s without an Origin is refused with a cookie, and goes ahead without one",
    (method) => {
      expect(refusal(method, {})).toBe("cross-site");
      expect(refusal(method, { referer: `${ours}/chat` })).toBe("cross-site");
      expect(refusal(method, {}, false)).toBeNull();
    },
  );
});
