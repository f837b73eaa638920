import { expect, test } from "vitest";
import { marks, WordCounter } from "./word-counter.ts";

const stream =
  'data: {"type":"text-start","id":"text"}\n\ndata: {"type":"text-delta","id":"text","delta":"the "}\n\n' +
  'data: {"type":"text-delta","id":"text","delta":"quick answer "}\n\ndata: [DONE]\n\n';

test("tokens are counted however the bytes are cut", () => {
  for (let cut = 0; cut <= stream.length; cut += 1) {
    const counter = new WordCounter(marks.server);
    const counted = counter.feed(stream.slice(0, cut)) + counter.feed(stream.slice(cut));
    expect(counted).toBe(3);
    expect(counter).toMatchObject({ tokens: 3, text: "the quick answer ", done: true });
  }
});

test("the opening event of a model server, which has no text, is no token", () => {
  const counter = new WordCounter(marks.upstream);
  expect(counter.feed('data: {"choices":[{"delta":{"role":"assistant","content":""}}]}\n\n')).toBe(0);
  expect(counter.done).toBe(false);
});
