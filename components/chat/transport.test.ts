import { expect, test } from "vitest";
import { encode } from "#lib/chat/wire.ts";
import type { ReplyEvent } from "./reply-events.ts";
import { answerOf, readReply } from "./transport.ts";

const start = { messageId: "m2", conversationId: "c1", parentId: "m1", modelId: "librarian" };

/** A response whose body arrives in the given pieces, and then ends, breaks, or says nothing more. */
function arriving(pieces: Uint8Array[], then: "ends" | "breaks" | "hangs" = "ends"): Response {
  const body = new ReadableStream<Uint8Array>({
    pull(reader) {
      const piece = pieces.shift();
      if (piece !== undefined) reader.enqueue(piece);
      else if (then === "ends") reader.close();
      else if (then === "breaks") reader.error(new Error("connection reset"));
      else return new Promise(() => {});
    },
  });
  return new Response(body);
}

async function read(response: Response, silenceMs?: number) {
  const events: ReplyEvent[] = [];
  const ended = await readReply(response, (event) => events.push(event), silenceMs);
  return { ended, events };
}

test("a letter whose bytes arrive apart is still that letter", async () => {
  const bytes = [
    encode.start(start),
    encode.text("Grüße 🙂"),
    encode.end({ state: "complete", failure: null }),
  ].flatMap((piece) => [...piece]);
  const { ended, events } = await read(arriving(bytes.map((byte) => Uint8Array.of(byte))));
  expect(ended).toBe(true);
  expect(events[1]).toEqual({ type: "part", part: { type: "text", text: "Grüße 🙂" } });
});

test("a stream that closes or breaks before the reply's end counts as broken off, with what came handed over", async () => {
  for (const then of ["ends", "breaks"] as const) {
    const { ended, events } = await read(arriving([encode.start(start), encode.text("half")], then));
    expect(ended).toBe(false);
    expect(events.map(({ type }) => type)).toEqual(["start", "part"]);
  }
});

test("a connection that breaks after the reply's end has lost nothing", async () => {
  expect((await read(arriving([encode.end({ state: "stopped", failure: null })], "breaks"))).ended).toBe(true);
});

test("a connection that falls silent is given up", async () => {
  expect((await read(arriving([encode.start(start)], "hangs"), 1)).ended).toBe(false);
});

test("a refusal tells its code, its wait and the request to quote", async () => {
  const response = Response.json(
    { error: "too-many-requests", requestId: "r1" },
    { status: 429, headers: { "retry-after": "12" } },
  );
  expect(await answerOf(response)).toEqual({
    kind: "refused",
    code: "too-many-requests",
    seconds: 12,
    requestId: "r1",
  });
});

test("a proxy's error page is a refusal too", async () => {
  const page = new Response("<html>Bad gateway</html>", { status: 502 });
  expect(await answerOf(page)).toEqual({ kind: "refused", code: "failed", seconds: null, requestId: null });
});

test("no content means that nothing is being written", async () => {
  expect(await answerOf(new Response(null, { status: 204 }))).toEqual({ kind: "nothing" });
});
