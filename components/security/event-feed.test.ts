import { expect, test } from "vitest";
import type { ShownEvent } from "#lib/security/events/schema.ts";
import { arrive, MOST_ROWS, openFeed, pause, resume } from "./event-feed.ts";

const event = (seq: number): ShownEvent => ({
  seq,
  id: `event-${seq}`,
  name: "server.started",
  severity: "info",
  at: "2026-11-22T03:16:09.000Z",
  actorKind: "system",
  actorId: "start",
  requestId: "r",
  data: { version: "1" },
  origin: null,
});
const events = (...seqs: number[]) => seqs.map(event);
const seqs = (list: readonly ShownEvent[]) => list.map(({ seq }) => seq);

test("the newest stands first, however events arrive, and each stands once", () => {
  const feed = arrive(arrive(openFeed(events(3, 1)), events(2, 5)), events(4, 3));
  expect(seqs(feed.shown)).toEqual([5, 4, 3, 2, 1]);
});

test("a paused list stands still, and misses nothing when it goes on", () => {
  const held = arrive(arrive(pause(openFeed(events(1))), events(2, 1)), events(3));
  expect(seqs(held.shown)).toEqual([1]);
  expect(seqs(held.waiting)).toEqual([3, 2]);
  const feed = resume(held);
  expect(seqs(feed.shown)).toEqual([3, 2, 1]);
  expect(feed.waiting).toEqual([]);
  expect(seqs(arrive(feed, events(4)).shown)).toEqual([4, 3, 2, 1]);
});

test("a list that is open for days keeps the newest rows only", () => {
  const many = Array.from({ length: MOST_ROWS + 20 }, (_, at) => event(at + 1));
  const feed = arrive(openFeed(many.slice(0, 10)), many);
  expect(feed.shown).toHaveLength(MOST_ROWS);
  expect(feed.shown[0]?.seq).toBe(MOST_ROWS + 20);
});
