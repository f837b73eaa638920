import { expect, test } from "vitest";
import { highlight } from "./highlighter.tsx";
import { html, words } from "./render-for-test.tsx";

test("code is coloured by classes, and not a letter of it changes", () => {
  const code = 'const a: string = "<b>"; // &amp;\n';
  const markup = html({ children: highlight(code, "ts") });
  expect(markup).toContain('<span class="hljs-keyword">const</span>');
  expect(words(markup)).toBe(code);
});

test.each(["js", "tsx", "py", "sh", "html", "yml", "ps1", "docker", "c++", "c#", "golang", "rs", "jsonc"])(
  "%s is a language people write behind a fence",
  (language) => {
    expect(highlight("x", language)).not.toBeNull();
  },
);

test("an unknown language, a name of the object prototype, or very much code stays as it is", () => {
  for (const language of ["klingon", "constructor", "__proto__", ""]) expect(highlight("x", language)).toBeNull();
  expect(highlight("a".repeat(50_001), "js")).toBeNull();
});
