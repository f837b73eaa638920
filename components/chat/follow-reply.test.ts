import { expect, test } from "vitest";
import { encode } from "#lib/chat/wire.ts";
import { followReply } from "./follow-reply.ts";
import type { ReplyEvent } from "./reply-events.ts";
import type { Answer } from "./transport.ts";

const start = encode.start({ messageId: "m2", conversationId: "c1", parentId: "m1", modelId: "librarian" });
const end = encode.end({ state: "complete", failure: null });
const stream = (...pieces: Uint8Array<ArrayBuffer>[] | Uint8Array[]): Answer => ({
  kind: "stream",
  response: new Response(new Blob(pieces as BlobPart[]).stream()),
});
const refused = (code: string): Answer => ({ kind: "refused", code, seconds: null, requestId: null });
const unreachable: Answer = { kind: "unreachable" };

/** Follows a reply whose first request is answered with the first answer, and every further one with the next. */
async function follow(answers: Answer[], options: { known?: boolean; abortAt?: number } = {}) {
  const events: ReplyEvent[] = [];
  const waited: number[] = [];
  let breaks = 0;
  const control = new AbortController();
  const next = async () => answers.shift() ?? unreachable;
  const outcome = await followReply({
    open: next,
    resume: () => (options.known === false ? null : next()),
    onEvent: (event) => events.push(event),
    onBreak: () => breaks++,
    wait: async (milliseconds) => {
      waited.push(milliseconds);
      if (waited.length === options.abortAt) control.abort();
    },
    signal: control.signal,
  });
  return { outcome, events, waited, breaks };
}

test("a reply over one connection is followed to its end", async () => {
  const { outcome, events, breaks } = await follow([stream(start, encode.text("Hi"), end)]);
  expect(outcome).toEqual({ kind: "ended" });
  expect(events.map(({ type }) => type)).toEqual(["start", "part", "end"]);
  expect(breaks).toBe(0);
});

test("a broken connection is resumed, waiting longer each time, until the reply has ended", async () => {
  const { outcome, waited, breaks } = await follow([
    stream(start, encode.text("Hi")),
    unreachable,
    refused("unavailable"),
    stream(start, encode.text("Hi there"), end),
  ]);
  expect(outcome).toEqual({ kind: "ended" });
  expect(waited).toEqual([400, 1_000, 2_000]);
  expect(breaks).toBe(3);
});

test("a connection that brought something begins the waiting anew", async () => {
  const half = () => stream(start, encode.text("x"));
  const { waited } = await follow([half(), unreachable, half(), stream(start, end)]);
  expect(waited).toEqual([400, 1_000, 400]);
});

test("a connection that never comes back is given up, not tried for ever", async () => {
  const { outcome, waited } = await follow([stream(start)]);
  expect(outcome).toEqual({ kind: "lost" });
  expect(waited.length).toBeLessThan(20);
  expect(waited.at(-1)).toBe(8_000);
});

test("a refusal of the first request is an answer and is not repeated", async () => {
  for (const code of ["too-many-requests", "signed-out", "failed", "model-not-found"]) {
    const { outcome, waited } = await follow([refused(code)]);
    expect(outcome).toMatchObject({ kind: "refused", code });
    expect(waited).toEqual([]);
  }
});

test("a session that ended meanwhile ends the following", async () => {
  const { outcome } = await follow([stream(start), refused("signed-out")]);
  expect(outcome).toMatchObject({ kind: "refused", code: "signed-out" });
});

test("a reply that ended while nobody listened is told as such", async () => {
  expect((await follow([stream(start), { kind: "nothing" }])).outcome).toEqual({ kind: "nothing" });
});

test("a first message that got lost on the way is unsent: there is no conversation to look into", async () => {
  expect((await follow([unreachable], { known: false })).outcome).toEqual({ kind: "unsent" });
});

test("nothing more is asked or told once the page has turned away", async () => {
  const { outcome, waited } = await follow([stream(start), stream(start, end)], { abortAt: 1 });
  expect(outcome).toEqual({ kind: "lost" });
  expect(waited).toEqual([400]);
});
