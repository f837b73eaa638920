import { expect, test, vi } from "vitest";
import { STREAM_LIMITS } from "./limits.ts";
import { ReplyChannel } from "./reply-channel.ts";

const usage = { inputTokens: 1, outputTokens: 2 };
const open = (release = (_finished: boolean) => {}, textCharacters = 20) =>
  new ReplyChannel({ ...STREAM_LIMITS, textCharacters }, release);
const all = (channel: ReplyChannel) => Array.fromAsync(channel);

test("texts that nobody has taken yet are joined, kinds are not", async () => {
  const channel = open();
  channel.text("a");
  channel.text("b");
  channel.reasoning("c");
  channel.text("d");
  channel.finish("stop", usage);
  expect(await all(channel)).toEqual([
    { type: "text", text: "ab" },
    { type: "reasoning", text: "c" },
    { type: "text", text: "d" },
    { type: "finish", reason: "stop", usage },
  ]);
});

test("a waiting reader gets each part at once", async () => {
  const channel = open();
  const first = channel.next();
  channel.text("a");
  expect(await first).toEqual({ done: false, value: { type: "text", text: "a" } });
  const second = channel.next();
  channel.stop();
  expect(await second).toEqual({ done: true, value: undefined });
});

test("only the first end counts, and what comes after it is dropped", async () => {
  const release = vi.fn();
  const channel = open(release);
  channel.fail("quota");
  channel.finish("stop", usage);
  channel.text("late");
  channel.source({ id: "1", title: "", href: "", quote: "" });
  channel.stop();
  expect(await all(channel)).toEqual([{ type: "failure", failure: "quota" }]);
  expect(release.mock.calls).toEqual([[false]]);
});

test("a character split over two texts is put together; halves without a partner become U+FFFD; NUL goes", async () => {
  const channel = open();
  channel.text("a\ud83d");
  channel.text("\ude00b\0");
  channel.text("\ud83d");
  channel.reasoning("\udc00c");
  channel.text("\ud83d");
  channel.finish("stop", usage);
  const parts = await all(channel);
  expect(parts.slice(0, -1)).toEqual([
    { type: "text", text: "a😀b\ufffd" },
    { type: "reasoning", text: "\ufffdc" },
    { type: "text", text: "\ufffd" },
  ]);
});

test("text ends exactly at the bound, and the reply with it", async () => {
  const fits = open(undefined, 4);
  fits.text("abcd");
  fits.finish("stop", usage);
  expect((await all(fits)).at(-1)).toMatchObject({ reason: "stop" });
  const release = vi.fn();
  const cut = open(release, 4);
  cut.text("abc");
  cut.text("😀");
  cut.text("more");
  expect(await all(cut)).toEqual([
    { type: "text", text: "abc" },
    { type: "finish", reason: "length", usage: { inputTokens: null, outputTokens: null } },
  ]);
  expect(release.mock.calls).toEqual([[false]]);
});
