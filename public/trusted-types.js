// The only Trusted Types policy of the site (`trusted-types default`). Loaded first, so that every script that is added
// to a page later is one we built, and no text becomes markup. What it does not pass is blocked and reported.
(() => {
  const factory = globalThis.trustedTypes;
  if (!factory || factory.defaultPolicy) return;
  const { origin, protocol } = globalThis.location;
  const folder = "/_next/static/";
  // What a server could take for a dot, a slash, a backslash, a percent sign or an end.
  const encoded = /%(?:2e|2f|5c|25|00)/i;

  const isOurScript = (text) => {
    // Never relative to the page, whose address changes and whose base a form named baseURI could hide.
    if (!text.startsWith("/") && !text.startsWith(`${origin}/`)) return false;
    let url;
    try {
      url = new URL(text, origin);
    } catch {
      return false;
    }
    return (
      url.origin === origin &&
      url.protocol === protocol &&
      url.username === "" &&
      url.password === "" &&
      url.pathname.startsWith(folder) &&
      url.pathname.endsWith(".js") &&
      !encoded.test(url.pathname)
    );
  };

  factory.createPolicy("default", {
    // The literal by which React makes an inert script element.
    createHTML: (text) => (text === "<script></script>" ? text : null),
    // As it came: the loader compares this text with the one it wrote.
    createScriptURL: (text) => (isOurScript(text) ? text : null),
    createScript: () => null,
  });
})();
