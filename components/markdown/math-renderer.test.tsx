import { describe, expect, test } from "vitest";
import { renderMath } from "./math-renderer.ts";
import { html, violations } from "./render-for-test.tsx";

const mathml = (source: string, display = true) => html({ children: renderMath(source, display) });

describe("formulas", () => {
  test("TeX becomes MathML elements", () => {
    expect(mathml("x^2", false)).toMatch(/^<math><msup><mi>x<\/mi><mn[^>]*>2<\/mn><\/msup><\/math>$/);
    expect(mathml("\\frac{a}{b}")).toContain("<mfrac><mi>a</mi><mi>b</mi></mfrac>");
    expect(mathml("x")).toContain('<math display="block" class="tml-display">');
  });

  test.each([
    "\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}",
    "\\begin{aligned}a&=b\\\\c&=d\\end{aligned}",
    "\\begin{cases}a&x>0\\\\b\\end{cases}",
    "\\begin{array}{c|c}a&b\\\\\\hline c&d\\end{array}",
    "\\sum_{i=1}^n \\sqrt[3]{x_i} \\int_0^\\infty e^{-x}\\,dx",
    "\\color{red}x \\boxed{y} \\cancel{z} \\tag{1}",
    "\\vec{x} \\hat{y} \\overline{z} \\underbrace{a+b}_{c} \\xrightarrow{f}",
    "\\Huge x \\mathbb{R} \\mathcal{L} \\mathfrak{g} \\text{für alle}",
  ])("%s stays within the lists, without a style", (source) => {
    const markup = mathml(source);
    expect(markup).toContain("<math");
    expect(violations(markup)).toEqual([]);
    expect(markup).not.toMatch(/ (?:style|href|id|on\w+)=/);
  });

  test("what style says and attributes cannot, is said by a class", () => {
    expect(mathml("\\begin{array}{c|c}a&b\\\\\\hline c&d\\end{array}")).toContain("tml-right-solid");
    expect(mathml("\\begin{aligned}a&=b\\end{aligned}")).toContain("tml-no-pad-left");
    expect(mathml("\\color{red}x")).toContain('mathcolor="#ff0000"');
    expect(mathml("\\boxed{x}")).toContain('class="tml-fbox"');
  });

  test.each([
    "\\frac{a}{",
    "\\unknown",
    "\\href{javascript:alert(1)}{x}",
    "\\url{https://example.org}",
    "\\includegraphics{https://example.org/a.png}",
    "\\class{x}{y}",
    "\\style{color:red}{y}",
    "\\def\\a{\\a\\a}\\a",
    "{".repeat(2_000),
    "x".repeat(5_001),
    `${"\\frac{1}{".repeat(300)}1${"}".repeat(300)}`,
  ])("a formula that cannot be read is not drawn: %s", (source) => {
    expect(renderMath(source, true)).toBeNull();
  });

  test("a formula cannot draw over the page", () => {
    expect(mathml("\\rule{9999em}{9999em}")).not.toMatch(/\d{3,}(?:\.\d+)?(?:em|ex)/);
    expect(mathml("\\kern{-9999em}x")).not.toMatch(/\d{3,}(?:\.\d+)?(?:em|ex)/);
  });

  test("a definition in one formula is gone in the next", () => {
    expect(mathml("\\gdef\\mine{x}\\mine")).toContain("<mi>x</mi>");
    expect(renderMath("\\mine", true)).toBeNull();
  });
});
