import { describe, expect, test } from "vitest";
import { html, words } from "./render-for-test.tsx";

const source = (index: number) =>
  index < 3 ? { title: `travel.pdf, page ${index}`, href: `/help/source-${index}` } : null;

describe("what a message may do", () => {
  test("a remote image is never requested", () => {
    for (const text of [
      "![map](https://example.org/a.png?q=secret)",
      "![map][m]\n\n[m]: https://example.org/a.png",
      "<img src=https://example.org/a.png>",
    ]) {
      expect(html({ text })).not.toMatch(/<img|<[^>]*(?:src|srcset)=/);
    }
  });

  test("an image is a chip that names its text and its host", () => {
    const markup = html({ text: "![a map](https://example.org/a.png)" });
    expect(markup).toContain('<span class="image-chip"><a class="external" href="https://example.org/a.png"');
    expect(words(markup)).toBe("Image: a map example.org");
    expect(words(html({ text: "![](data:image/png;base64,AA)" }))).toBe("Image, not loaded");
  });

  test("raw HTML is text", () => {
    const block = '<div onclick="x()">\n<b>bold</b>\n</div>';
    expect(words(html({ text: block }))).toBe(block);
    expect(words(html({ text: "an <b onclick=x>inline</b> tag" }))).toBe("an <b onclick=x>inline</b> tag");
    expect(html({ text: block })).toContain('<p class="raw-html">&lt;div');
  });

  test("a line break is the one tag that works, because cells have no other", () => {
    expect(html({ text: "|a|\n|-|\n|1<br>2<BR/>3|" })).toContain("1<br/>2<br/>3");
  });

  test("javascript: links are text", () => {
    for (const target of [
      "javascript:alert(1)",
      "JAVASCRIPT:alert(1)",
      "javascript&colon;alert(1)",
      "data:text/html,x",
    ]) {
      expect(html({ text: `[click](${target})` })).toBe('<div class="prose"><p dir="auto">click</p></div>');
    }
    expect(html({ text: "<javascript:alert(1)>" })).not.toContain("<a");
  });

  test("no style attribute, no handler and no id is ever written", () => {
    const markup = html({
      text: "# a\n\n|a|b|\n|:-:|-:|\n|1|2|\n\n```js\nx\n```\n\n$$x$$\n\n- [x] a",
      citations: source,
    });
    expect(markup).not.toMatch(/\s(?:style|id|on\w+)=/);
  });
});

describe("links", () => {
  test("an external link opens apart, tells nothing and shows its host", () => {
    expect(html({ text: "[bank](https://example.org/a)" })).toBe(
      '<div class="prose"><p dir="auto"><a class="external" href="https://example.org/a" target="_blank" ' +
        'rel="noopener noreferrer nofollow">bank <bdi class="link-host" dir="ltr">example.org</bdi></a></p></div>',
    );
  });

  test("a text that is the address is not followed by its host", () => {
    expect(words(html({ text: "https://example.org/a and www.example.org" }))).toBe(
      "https://example.org/a and www.example.org",
    );
  });

  test("a text that names another site cannot hide the real one", () => {
    expect(words(html({ text: "[https://example.org](https://example.net)" }))).toBe("https://example.org example.net");
  });

  test("a path of our own is a plain link, an endpoint of ours is text", () => {
    expect(html({ text: "[help](/help/links)" })).toContain('<a href="/help/links">help</a>');
    expect(html({ text: "[out](/api/auth/signout)" })).not.toContain("<a");
  });

  test("a picture inside a link is its text, so there is one target", () => {
    const markup = html({ text: "[![logo](https://example.net/a.png)](https://example.org)" });
    expect(markup.match(/<a /g)).toHaveLength(1);
    expect(words(markup)).toBe("logo example.org");
  });
});

describe("structure", () => {
  test("headings in a message stay below the page's own, to any depth", () => {
    expect(html({ text: "# a\n\n###### b" })).toMatch(/<h3[^>]*>a<\/h3><h6[^>]*>b<\/h6>/);
    expect(html({ text: "# a", headingOffset: 0 })).toContain("<h1");
  });

  test("headings of a help page have anchors, each its own, and links lead to them", () => {
    const markup = html({
      text: "# What *is* it?\n\n# What is it\n\n[up](#what-is-it)",
      headingOffset: 0,
      anchors: true,
    });
    expect(markup).toContain('<h1 id="what-is-it"');
    expect(markup).toContain('<h1 id="what-is-it-2"');
    expect(markup).toContain('<a href="#what-is-it">up</a>');
    expect(html({ text: "[up](#what-is-it)" })).not.toContain("<a");
  });

  test("a table scrolls within itself, by keyboard too", () => {
    const markup = html({ text: "|a|b|\n|-|-:|\n|1|2|" });
    expect(markup).toContain('<section class="table-scroll" aria-label="Table" tabindex="0"><table>');
    expect(markup).toContain('<td class="align-right" dir="auto">2</td>');
  });

  test("a task list shows boxes that cannot be changed", () => {
    const markup = html({ text: "- [x] a\n- [ ] b" });
    expect(markup).toContain('<input type="checkbox" disabled="" aria-label="Done" checked=""/>');
    expect(markup).toContain('<input type="checkbox" disabled="" aria-label="To do"/>');
  });

  test("code keeps its letters, with its language and a way to copy it", () => {
    const markup = html({ text: "```ts title=x\nconst a = '<b>';\n```" });
    expect(markup).toContain(
      '<figure class="code"><figcaption class="code-head"><span class="code-language">ts</span>',
    );
    expect(markup).toContain('<button type="button"');
    expect(markup).toContain('<code class="hljs">const a = &#x27;&lt;b&gt;&#x27;;</code>');
  });

  test("named and numeric references are letters, once", () => {
    expect(words(html({ text: "&copy; &#65; &amp;lt; `&copy;` &unknown;" }))).toBe("© A &lt; &copy; &unknown;");
  });

  test("a line end breaks the line only where that is asked for", () => {
    expect(html({ text: "a\nb" })).not.toContain("<br/>");
    expect(html({ text: "a\nb", breaks: true })).toContain("a<br/>b");
  });

  test("a text over the length limit is shown as it is written", () => {
    const text = `**${"a".repeat(200_000)}**`;
    expect(html({ text })).toBe(`<div class="prose"><pre class="plain">${text}</pre></div>`);
  });
});

describe("citations", () => {
  test("a marker with a source is a small link to it, one without stays text", () => {
    const markup = html({ text: "Up to 120 € [1], more [1, 2], or [3].", citations: source });
    expect(markup).toContain(
      '<sup class="citation"><a href="/help/source-1" aria-label="Source 1: travel.pdf, page 1">1</a></sup>, more',
    );
    expect(markup.match(/<a /g)).toHaveLength(3);
    expect(markup).toContain("or [3].");
  });

  test("a message cannot redefine where a citation leads", () => {
    const markup = html({ text: "see [1]\n\n[1]: https://example.net", citations: source });
    expect(markup).toContain('href="/help/source-1"');
    expect(markup).not.toContain("example.net");
  });

  test("a number with a target of its own is a link, not a citation", () => {
    expect(html({ text: "[1](https://example.org)", citations: source })).not.toContain("citation");
  });
});

describe("math", () => {
  test.each(["$x^2$", "\\(x^2\\)"])("%s is a formula in the line", (text) => {
    expect(html({ text: `a ${text} b` })).toContain('<code class="math math-source">x^2</code>');
  });

  test.each(["$$x^2$$", "\\[x^2\\]", "$$\nx^2\n$$", "\\[\nx^2\n\\]", "text\n$$\nx^2\n$$\ntext"])(
    "%j is a formula of its own",
    (text) => {
      expect(html({ text })).toContain('<code class="math math-display math-source">x^2</code>');
    },
  );

  test.each([
    "$5 and $10",
    "between $5-$10, or 5$ to 10$",
    "US$5 and AU$6",
    "$1,000.50 for $20 more$",
    "$5 to 10$",
    "from $HOME to $PATH",
    "$HOME:$PATH",
    "a $ b $ c",
    "\\$x\\$",
    "$$",
    "$$ $$",
  ])("a price is not math: %s", (text) => {
    expect(html({ text })).not.toContain("math");
    expect(words(html({ text }))).toBe(text.replaceAll("\\", ""));
  });

  test("the lines of a formula are not a list, and its stars are not emphasis", () => {
    expect(html({ text: "$$\na\n- b\n+ c\n$$" })).not.toContain("<li>");
    expect(html({ text: "*a $x*y$ b*" })).toContain('<em>a <code class="math math-source">x*y</code> b</em>');
  });
});
