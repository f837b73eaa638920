import { type Block, headingJoint } from "../reading/blocks.ts";
import { type Span, sentencesOf } from "./sentences.ts";

export type PassageText = {
  /** From 0. */
  ordinal: number;
  /** Of its first line that is no heading. */
  page: number | null;
  /** The headings it stands under, its own included. */
  heading: string | null;
  text: string;
  /** Where it stands in the document's text: the blocks joined by `blockJoint`. */
  start: number;
  end: number;
  /** Where headings stand within `text`. */
  headings: Span[];
  /** Where in `text` another page begins than the one before: a passage may reach over several. */
  turns: { at: number; page: number }[];
};

export const blockJoint = "\n\n";
/** Characters of a passage: enough to be understood alone, little enough to be about one thing. */
const WANTED = 900;
const LONGEST = 1200;
/** A section shorter than this stands together with the one that follows. */
const SHORTEST_SECTION = 200;
/** Headings down to this level begin a passage. */
const LEVELS = 2;

type Unit = Span & { page: number | null; path: string[]; isHeading: boolean };

/** Cuts a document into passages that follow each other without a gap; `text` is always the text from `start` to `end`. */
export function cutPassages(blocks: readonly Block[]): PassageText[] {
  const text = blocks.map((block) => block.text).join(blockJoint);
  return sectionsOf(unitsOf(blocks))
    .flatMap(cutSection)
    .map((units, ordinal): PassageText => {
      const start = units[0]?.start ?? 0;
      const end = units.at(-1)?.end ?? 0;
      const told = units.find(({ isHeading }) => !isHeading) ?? units[0];
      const heading = commonPath(units);
      return {
        ordinal,
        page: told?.page ?? null,
        heading: heading.length === 0 ? null : heading.join(headingJoint),
        text: text.slice(start, end),
        start,
        end,
        headings: units
          .filter(({ isHeading }) => isHeading)
          .map((unit) => ({ start: unit.start - start, end: unit.end - start })),
        turns: turnsOf(units.slice(told === undefined ? 0 : units.indexOf(told)), start),
      };
    });
}

function turnsOf(units: readonly Unit[], start: number): PassageText["turns"] {
  return units.flatMap((unit, index) => {
    const before = units[index - 1];
    if (before === undefined || unit.page === null || unit.page === before.page) return [];
    return [{ at: unit.start - start, page: unit.page }];
  });
}

/** Sentences with their places in the document's text, none longer than a passage may be. */
function unitsOf(blocks: readonly Block[]): Unit[] {
  const units: Unit[] = [];
  let at = 0;
  blocks.forEach(({ text, heading, page, isHeading }, index) => {
    const path = heading === null ? [] : heading.split(headingJoint);
    if (isHeading) path.push(text);
    const spans = isHeading
      ? [{ start: 0, end: text.length }]
      : sentencesOf(text).flatMap((span) => [...split(text, span)]);
    for (const { start, end } of spans) units.push({ start: at + start, end: at + end, page, path, isHeading });
    at += text.length;
    if (index < blocks.length - 1) at += blockJoint.length;
    const last = units.at(-1);
    if (last !== undefined) last.end = at;
  });
  return units;
}

/** Cuts what has no sentences at white space, and what has none either wherever it must be. */
function* split(text: string, { start, end }: Span): Generator<Span> {
  let from = start;
  while (end - from > LONGEST) {
    const space = text.lastIndexOf(" ", from + WANTED);
    let to = space > from + WANTED / 2 ? space + 1 : from + WANTED;
    const unit = text.charCodeAt(to);
    if (unit >= 0xdc00 && unit <= 0xdfff) to -= 1; // the second half of a character
    yield { start: from, end: to };
    from = to;
  }
  yield { start: from, end };
}

/** The units between two headings of the first levels; what is too short goes with what follows. */
function sectionsOf(units: readonly Unit[]): Unit[][] {
  const sections: Unit[][] = [];
  for (const unit of units) {
    const section = sections.at(-1);
    const begins = unit.isHeading && unit.path.length <= LEVELS && lengthOf(section ?? []) >= SHORTEST_SECTION;
    if (section === undefined || begins) sections.push([unit]);
    else section.push(unit);
  }
  return sections;
}

/** Cuts a section into parts of like length; a heading never ends one. */
function cutSection(units: Unit[]): Unit[][] {
  const parts: Unit[][] = [];
  let rest = units;
  for (;;) {
    const length = lengthOf(rest);
    if (length <= LONGEST) return [...parts, rest];
    const at = bestCut(rest, length / Math.max(2, Math.round(length / WANTED)));
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
}

/** Before which unit to cut so that what stands before it is about `wanted` long and never too long. */
function bestCut(units: readonly Unit[], wanted: number): number {
  const start = units[0]?.start ?? 0;
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 1; at < units.length; at += 1) {
    const unit = units[at] as Unit;
    const length = unit.start - start;
    if (length > LONGEST) break;
    if (units[at - 1]?.isHeading) continue;
    // A heading, or the end of a block, is a better place than the middle of a paragraph.
    const distance = Math.abs(length - wanted) * (unit.isHeading ? 0.3 : 1);
    if (distance <= least) {
      best = at;
      least = distance;
    }
  }
  return best;
}

function lengthOf(units: readonly Unit[]): number {
  return (units.at(-1)?.end ?? 0) - (units[0]?.start ?? 0);
}

/** The headings that all of it stands under; a passage of two sections belongs to the one above both. */
function commonPath(units: readonly Unit[]): string[] {
  const told = units.filter(({ isHeading }) => !isHeading);
  const [first, ...others] = told.length > 0 ? told : units;
  let path = first?.path ?? [];
  for (const other of others) {
    if (other.path === path) continue;
    const differs = path.findIndex((heading, level) => other.path[level] !== heading);
    if (differs !== -1) path = path.slice(0, differs);
  }
  return path;
}
