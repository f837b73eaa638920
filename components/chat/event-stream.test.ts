import { describe, expect, test } from "vitest";
import { eventStreamReader } from "./event-stream.ts";

const stream =
  'data: {"a":1}\n\n: beat\n\ndata: first\ndata: second\n\nevent: other\nid: 7\ndata:tight\n\ndata: [DONE]\n\n';
const events = ['{"a":1}', "first\nsecond", "tight", "[DONE]"];

describe("the event stream reader", () => {
  test("gives the same events wherever the text is cut", () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      const read = eventStreamReader();
      expect([...read(stream.slice(0, cut)), ...read(stream.slice(cut))]).toEqual(events);
    }
  });

  test("reads one character at a time, with every kind of line end", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const read = eventStreamReader();
      expect([...stream.replaceAll("\n", end)].flatMap(read)).toEqual(events);
    }
  });

  test("keeps an event back until its empty line has come", () => {
    const read = eventStreamReader();
    expect(read("data: half")).toEqual([]);
    expect(read("\n")).toEqual([]);
    expect(read("\n")).toEqual(["half"]);
  });

  test("comments and empty lines alone are no events", () => {
    expect(eventStreamReader()(": beat\n\n\n\n: beat\n\n")).toEqual([]);
  });
});
