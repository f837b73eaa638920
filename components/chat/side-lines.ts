import type { ConversationLine, ConversationPage } from "#lib/chat/schema.ts";

export type LineGroup = { name: "pinned" | "today" | "week" | "older"; lines: ConversationLine[] };

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The lines under their headings, in the order in which they came; groups without lines are left out.
 * `today` is the beginning of the reader's day, in ms since the epoch; "week" are the six days before it.
 */
export function groupLines(lines: readonly ConversationLine[], today: number): LineGroup[] {
  const groups: LineGroup[] = [
    { name: "pinned", lines: [] },
    { name: "today", lines: [] },
    { name: "week", lines: [] },
    { name: "older", lines: [] },
  ];
  const [pinned, now, week, older] = groups;
  for (const line of lines) {
    const at = Date.parse(line.activeAt);
    const group = line.pinned ? pinned : at >= today ? now : at >= today - 6 * DAY_MS ? week : older;
    group?.lines.push(line);
  }
  return groups.filter((group) => group.lines.length > 0);
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Lines whose title holds every word of the query; accents and case do not count. */
export function filterLines(lines: readonly ConversationLine[], query: string): readonly ConversationLine[] {
  const words = plain(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return lines;
  return lines.filter((line) => {
    const title = plain(line.title);
    return words.every((word) => title.includes(word));
  });
}

/** Whether `a` stands below `b` among those that are not pinned, as the server has them: older, or of the same moment. */
const isBelow = (a: ConversationLine, b: ConversationLine) =>
  a.activeAt === b.activeAt ? a.id < b.id : a.activeAt < b.activeAt;

/** Pinned lines first, the one pinned last on top as the server has them, then by their last activity. */
function inOrder(lines: readonly ConversationLine[]): ConversationLine[] {
  const pinned = lines.filter((line) => line.pinned);
  const others = lines.filter((line) => !line.pinned);
  return [...pinned, ...others.sort((a, b) => (isBelow(a, b) ? 1 : -1))];
}

/** A line changed, or gone with `null`; one that was just pinned comes first. */
export function changeLine(
  lines: readonly ConversationLine[],
  id: string,
  change: Partial<ConversationLine> | null,
): ConversationLine[] {
  const line = lines.find((each) => each.id === id);
  const others = lines.filter((each) => each.id !== id);
  if (line === undefined || change === null) return others;
  const changed = { ...line, ...change };
  return inOrder(change.pinned ? [changed, ...others] : lines.map((each) => (each.id === id ? changed : each)));
}

/** The first page as the server has it now, before what was known of the pages after it and of the other view. */
export function withFirstPage(
  lines: readonly ConversationLine[],
  page: ConversationPage,
  archived: boolean,
): ConversationLine[] {
  // Where a next page follows, nothing of what stands before it is missing from this one.
  const last = page.next === null ? undefined : page.lines.at(-1);
  const listed = new Set(page.lines.map((line) => line.id));
  const kept = lines.filter(
    (line) =>
      !listed.has(line.id) &&
      (line.archived !== archived || (last !== undefined && !line.pinned && isBelow(line, last))),
  );
  return inOrder([...page.lines, ...kept]);
}

/** More lines added, such as those of the next page; what is known already is taken as the server has it now. */
export function withMore(lines: readonly ConversationLine[], more: readonly ConversationLine[]): ConversationLine[] {
  const listed = new Set(more.map((line) => line.id));
  return inOrder([...lines.filter((line) => !listed.has(line.id)), ...more]);
}
