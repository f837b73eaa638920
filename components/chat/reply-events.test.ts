import { expect, test } from "vitest";
import { encode } from "#lib/chat/wire.ts";
import { eventStreamReader } from "./event-stream.ts";
import { lengthOf, readReplyEvent, withPart } from "./reply-events.ts";

const source = { type: "source", id: "s1", title: "Help", href: "/help/chat#keys", quote: "“Enter” sends." } as const;
const start = { messageId: "m2", conversationId: "c1", parentId: "m1", modelId: "librarian" };

test("what the server writes is read back as the same reply", () => {
  const decoder = new TextDecoder();
  const bytes = [
    encode.start(start),
    encode.reasoning("Hm."),
    encode.text("Grüße\n"),
    encode.beat(),
    encode.text("🙂"),
    encode.source(source),
    encode.end({ state: "failed", failure: "timed-out" }),
  ];
  const events = eventStreamReader()(bytes.map((piece) => decoder.decode(piece)).join(""));
  expect(events.map(readReplyEvent).filter((event) => event !== null)).toEqual([
    { type: "start", ...start },
    { type: "part", part: { type: "reasoning", text: "Hm." } },
    { type: "part", part: { type: "text", text: "Grüße\n" } },
    { type: "part", part: { type: "text", text: "🙂" } },
    { type: "part", part: source },
    { type: "end", state: "failed", failure: "timed-out" },
  ]);
});

test("data that is no JSON, of no known type, or of the wrong shape changes nothing and throws nothing", () => {
  for (const data of ["[DONE]", "", "{", "null", "7", '{"type":"tool-call"}', '{"type":"text-start","id":"text"}'])
    expect(readReplyEvent(data)).toBeNull();
  expect(readReplyEvent('{"type":"text-delta","delta":{"html":"<b>"}}')).toEqual({
    type: "part",
    part: { type: "text", text: "" },
  });
  expect(readReplyEvent('{"type":"finish","messageMetadata":{"state":"odd"}}')).toEqual({
    type: "end",
    state: "complete",
    failure: null,
  });
});

test("text goes on in its part, and a source or reasoning between begins another", () => {
  const parts = [
    { type: "text", text: "a" } as const,
    { type: "text", text: "b" } as const,
    source,
    { type: "text", text: "c" } as const,
  ].reduce(withPart, [] as ReturnType<typeof withPart>);
  expect(parts).toEqual([{ type: "text", text: "ab" }, source, { type: "text", text: "c" }]);
  expect(lengthOf(parts)).toBe(4);
});
