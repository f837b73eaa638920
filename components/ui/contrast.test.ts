import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(([, name, light, dark]) => [
    name as string,
    { light: light as string, dark: dark as string },
  ]),
);

/** WCAG 2.2, relative luminance of an sRGB colour. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(front: string, ground: string, theme: "light" | "dark"): number {
  const [a, b] = [tokens.get(front), tokens.get(ground)].map((token) => luminance(token?.[theme] as string));
  return (Math.max(a as number, b as number) + 0.05) / (Math.min(a as number, b as number) + 0.05);
}

const grounds = ["canvas", "surface", "raised", "sunken", "hover"];
const tones = ["critical", "high", "medium", "low", "info", "good", "accent"];
const code = ["keyword", "string", "number", "name", "type", "comment"].map((name) => `code-${name}`);
const text = [
  ...grounds.flatMap((ground) => ["ink", "muted", "accent", "critical", "good"].map((front) => [front, ground])),
  ...tones.flatMap((tone) => [
    [tone, `${tone}-soft`],
    [tone, "surface"],
  ]),
  ...code.map((front) => [front, "sunken"]),
  ...["accent", "accent-strong"].map((ground) => ["on-accent", ground]),
  ...["critical", "critical-strong"].map((ground) => ["on-critical", ground]),
  ["ink", "accent-soft"],
  ["muted", "accent-soft"],
  ["ink", "medium-soft"],
] as [string, string][];

test.each(["light", "dark"] as const)(
  "every text of the %s theme is readable on every ground it stands on",
  (theme) => {
    const failing = text.filter(([front, ground]) => !(contrast(front, ground, theme) >= 4.5));
    expect(
      failing.map(([front, ground]) => `${front} on ${ground} ${contrast(front, ground, theme).toFixed(2)}`),
    ).toEqual([]);
  },
);

test.each(["light", "dark"] as const)("every edge and ring of the %s theme can be seen", (theme) => {
  const edges = grounds.slice(0, 4).flatMap((ground) => ["control", "accent"].map((front) => [front, ground] as const));
  const failing = edges.filter(([front, ground]) => !(contrast(front, ground, theme) >= 3));
  expect(
    failing.map(([front, ground]) => `${front} on ${ground} ${contrast(front, ground, theme).toFixed(2)}`),
  ).toEqual([]);
});
