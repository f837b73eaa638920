import type { Paragraph } from "./paragraphs.ts";
import type { Row } from "./rows.ts";

/** The letters most of a document is set in. */
export type Body = { size: number; font: string };

const round = (size: number) => Math.round(size * 2) / 2;

export function bodyOf(pages: readonly Row[][]): Body {
  const sizes = new Map<number, number>();
  const fonts = new Map<string, number>();
  for (const { text, size, font } of pages.flat().flatMap((row) => row.segments)) {
    sizes.set(round(size), (sizes.get(round(size)) ?? 0) + text.length);
    fonts.set(font, (fonts.get(font) ?? 0) + text.length);
  }
  return { size: mostUsed(sizes) ?? 0, font: mostUsed(fonts) ?? "" };
}

function mostUsed<T>(counts: ReadonlyMap<T, number>): T | undefined {
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

const LARGER = 1.12; // than the text
const NUMBERED = /^(\d{1,2}(?:\.\d{1,2})*)\.?\s+\p{L}/u;

/** Answers the level of a heading, from 1, and null for what is none. Larger letters stand above smaller ones. */
export function headingLevels(paragraphs: readonly Paragraph[], body: Body): (paragraph: Paragraph) => number | null {
  const isLarge = (p: Paragraph) => p.size >= LARGER * body.size && isHeadingLike(p, 200, 3);
  const sizes = [...new Set(paragraphs.filter(isLarge).map((p) => round(p.size)))].sort((a, b) => b - a);
  return (paragraph) => {
    if (isLarge(paragraph)) return Math.min(6, 1 + sizes.indexOf(round(paragraph.size)));
    // Of the size of the text, in letters of another kind: a heading if it is short, alone, and no sentence.
    const differs = paragraph.font !== body.font && paragraph.size >= 0.97 * body.size;
    if (!differs || !isHeadingLike(paragraph, 90, 1) || /[.,;:]$/.test(paragraph.text)) return null;
    const number = NUMBERED.exec(paragraph.text)?.[1];
    if (number !== undefined) return Math.min(8, sizes.length + number.split(".").length);
    return /^\p{Lu}/u.test(paragraph.text) ? Math.min(9, sizes.length + 1) : null;
  };
}

function isHeadingLike(paragraph: Paragraph, characters: number, lines: number): boolean {
  const { text } = paragraph;
  return !paragraph.isTable && paragraph.lines <= lines && text.length <= characters && /\p{L}{2}|\p{Lo}/u.test(text);
}
