import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type ModelServer, type RecordedRequest, startModelServer } from "#tests/support/model-server.ts";
import { STREAM_LIMITS } from "./limits.ts";
import { openModel } from "./open-model.ts";
import type { ModelConfig, ModelFailure, Prompt, Provider, ReplyPart } from "./stream.ts";

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());

/**
 * Behaviours that only a time-out ends; they get so little time that nobody waits for them, and whatever bytes
 * a fast machine can send in it.
 */
const hanging = ["never-ending-nothing", "slow-drip", "silent", "no-answer", "lingering"];
const impatient = { ...STREAM_LIMITS, firstByteMs: 500, idleMs: 250, totalMs: 700, lingerMs: 40, bodyBytes: Infinity };
const prompt: Prompt = { system: "Be brief.", turns: [{ role: "user", text: "hello you" }], language: "en" };
const providers = ["openai-compatible", "openai", "anthropic"] as const satisfies Provider[];

function configFor(provider: Provider, modelId: string, more: Partial<ModelConfig> = {}): ModelConfig {
  return {
    ...{ id: "m", name: "m", provider, modelId, baseUrl: `${server.url}/v1`, apiKey: "key-1", zone: "local" },
    ...{ contextTokens: 1000, maxOutputTokens: null, inputPrice: null, outputPrice: null },
    ...more,
  };
}

type Asking = { prompt?: Prompt; signal?: AbortSignal; now?: () => number; limits?: typeof STREAM_LIMITS };

/** Asks and collects; waits for busy servers are noted instead of waited for. */
async function ask(config: ModelConfig, options: Asking = {}) {
  const waits: number[] = [];
  const wait = async (milliseconds: number) => void waits.push(milliseconds);
  const limits = options.limits ?? (hanging.includes(config.modelId) ? impatient : STREAM_LIMITS);
  const model = openModel(config, { limits, wait, ...(options.now ? { now: options.now } : {}) });
  const parts: ReplyPart[] = [];
  for await (const part of model.stream(options.prompt ?? prompt, options.signal ?? new AbortController().signal)) {
    parts.push(part);
  }
  const text = parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  return { parts, text, waits, last: parts.at(-1) };
}

const failure = (code: ModelFailure) => ({ type: "failure", failure: code });
const finish = (reason: string) => ({ type: "finish", reason });
const SO_FAR = "so far so good";

/** What comes of each hostile behaviour: the text that is kept, and the last part. */
const hostile: Record<string, [text: string | RegExp, last: object]> = {
  "broken-utf8": [/^so far so good.*😀 \ufffd$/su, finish("stop")],
  "huge-line": [SO_FAR, failure("broken-stream")],
  "huge-event": [SO_FAR, failure("broken-stream")],
  "huge-error": ["", failure("failed")],
  "huge-headers": ["", failure("broken-stream")],
  "gzip-bomb": ["", failure("broken-stream")],
  "wrong-types": [SO_FAR, failure("broken-stream")],
  "wrong-shape": [SO_FAR, failure("broken-stream")],
  "never-ending": [/^(?:more and )+/, finish("length")],
  "never-ending-nothing": ["", failure("timed-out")],
  "html-error": ["", failure("broken-stream")],
  "html-502": ["", failure("failed")],
  "slow-drip": [SO_FAR, failure("timed-out")],
  silent: [SO_FAR, failure("timed-out")],
  "no-answer": ["", failure("timed-out")],
  "mid-close": [SO_FAR, failure("broken-stream")],
  "early-end": [SO_FAR, failure("broken-stream")],
  empty: ["", failure("broken-stream")],
  "no-text": ["", finish("stop")],
  "not-json": [SO_FAR, failure("broken-stream")],
  "duplicate-done": [/^once/, finish("stop")],
  "error-event": [SO_FAR, failure("rate-limited")],
  "content-filter": [SO_FAR, finish("content-filter")],
  "cut-short": [SO_FAR, finish("length")],
  "script-injection": [/<script>window.__owned = true<\/script>/, finish("stop")],
  redirect: ["", failure("unreachable")],
  "status-400": ["", failure("failed")],
  "status-401": ["", failure("wrong-key")],
  "status-403": ["", failure("wrong-key")],
  "status-404": ["", failure("model-not-found")],
  "status-500": ["", failure("failed")],
  quota: ["", failure("quota")],
  "no-credit": ["", failure("quota")],
  "too-long": ["", failure("too-long")],
  refused: ["", failure("content-refused")],
};

describe.each(providers)("%s", (provider) => {
  test("a reply comes whole, with its usage, and ends once", async () => {
    const { parts, text, last } = await ask(configFor(provider, "kind-20-1"));
    expect(text.split(" ")).toHaveLength(21);
    expect(text).toMatch(/^the quick answer is /);
    expect(last).toEqual({ type: "finish", reason: "stop", usage: { inputTokens: 7, outputTokens: 20 } });
    expect(parts.filter(({ type }) => type === "finish" || type === "failure")).toHaveLength(1);
  });

  test("system text, turns, key and the longest reply reach the server; empty turns do not", async () => {
    const turns = [
      { role: "user", text: "one" },
      { role: "assistant", text: "" },
      { role: "user", text: "two" },
    ] as const;
    await ask(configFor(provider, "echo", { maxOutputTokens: 99 }), { prompt: { ...prompt, turns } });
    const { headers, body } = server.requests.at(-1) as RecordedRequest;
    expect(headers.authorization ?? headers["x-api-key"]).toMatch(/^(?:Bearer )?key-1$/);
    expect(JSON.stringify(body)).toContain("Be brief.");
    expect(body.stream).toBe(true);
    expect(body.max_tokens ?? body.max_completion_tokens).toBe(99);
    const users = body.messages.filter(({ role }: { role: string }) => role === "user");
    expect(users).toHaveLength(1);
    expect(JSON.stringify(users)).toContain("one\\n\\ntwo");
  });

  test.each(Object.entries(hostile))(
    "%s: what came is kept, then one plain end, and the server is let go",
    async (behaviour, [text, last]) => {
      const before = server.sent();
      const startedAt = performance.now();
      const reply = await ask(configFor(provider, behaviour));
      expect(reply.last).toMatchObject(last);
      if (typeof text === "string") expect(reply.text).toBe(text);
      else expect(reply.text).toMatch(text);
      expect(reply.parts.filter(({ type }) => type === "finish" || type === "failure")).toHaveLength(1);
      for (const part of reply.parts)
        if (part.type === "text") expect(part.text.isWellFormed() && part.text !== "").toBe(true);
      expect(reply.text.length).toBeLessThanOrEqual(STREAM_LIMITS.textCharacters);
      expect(performance.now() - startedAt).toBeLessThan(impatient.totalMs + 15_000);
      await vi.waitFor(() => expect(server.open()).toBe(0), { interval: 5, timeout: 20_000 });
      // Also an endless flow is taken only so far; the rest lies in the buffers of two sockets.
      if (behaviour !== "never-ending-nothing") expect(server.sent() - before).toBeLessThan(24 * 1024 * 1024);
    },
  );

  test("an answer without an end is given up at so many bytes, though nothing of it is text", async () => {
    const limits = { ...STREAM_LIMITS, bodyBytes: 1024 * 1024 };
    const { text, last } = await ask(configFor(provider, "never-ending-nothing"), { limits });
    expect([text, last]).toEqual(["", failure("broken-stream")]);
    await vi.waitFor(() => expect(server.open()).toBe(0), { interval: 5, timeout: 20_000 });
  });

  test("a busy server is asked again after the time it names", async () => {
    // The server counts by model id, so each provider needs one of its own.
    const { waits, last } = await ask(configFor(provider, `status-429-${provider.length}`));
    expect(waits).toEqual([2000]);
    expect(last).toMatchObject(finish("stop"));
  });

  test("the time to wait may be a date", async () => {
    const now = () => Date.parse("2026-01-01T00:00:00Z");
    const { waits, last } = await ask(configFor(provider, `status-429-date-${provider.length}`), { now });
    expect(waits).toEqual([3000]);
    expect(last).toMatchObject(finish("stop"));
  });

  test("a server that stays busy is asked three times in all, one that wants a day not again", async () => {
    const before = server.requests.length;
    const forever = await ask(configFor(provider, "status-429-forever"));
    expect(forever.waits).toEqual([2000, 2000]);
    expect(forever.last).toEqual(failure("rate-limited"));
    expect(server.requests.length - before).toBe(3);
    const tomorrow = await ask(configFor(provider, "status-429-later"));
    expect(tomorrow.waits).toEqual([]);
    expect(tomorrow.last).toEqual(failure("rate-limited"));
  });

  test("a redirect is not followed, so the key goes nowhere else", async () => {
    const before = server.requests.length;
    await ask(configFor(provider, "redirect"));
    expect(server.requests.slice(before).map(({ path }) => path)).toHaveLength(1);
  });

  test("the next reply uses the same connection, also after a server was busy", async () => {
    await ask(configFor(provider, `status-503-${provider.length}`));
    await ask(configFor(provider, "echo"));
    const [first, second, third] = server.requests.slice(-3).map(({ connection }) => connection);
    expect([second, third]).toEqual([first, first]);
  });

  test("stop ends the reply without a last part and closes the connection to the server", async () => {
    const controller = new AbortController();
    const parts: ReplyPart[] = [];
    for await (const part of openModel(configFor(provider, "kind-1000-5")).stream(prompt, controller.signal)) {
      parts.push(part);
      if (parts.length === 3) controller.abort();
    }
    expect(parts.every(({ type }) => type === "text")).toBe(true);
    expect(parts.length).toBeLessThan(10);
    await vi.waitFor(() => expect(server.open()).toBe(0), { interval: 5, timeout: 20_000 });
  });

  test("a reader that walks away closes the connection to the server", async () => {
    for await (const _ of openModel(configFor(provider, "kind-1000-5")).stream(prompt, new AbortController().signal))
      break;
    await vi.waitFor(() => expect(server.open()).toBe(0), { interval: 5, timeout: 20_000 });
  });

  test("a reply stopped before it began asks nobody", async () => {
    const before = server.requests.length;
    expect((await ask(configFor(provider, "kind"), { signal: AbortSignal.abort() })).parts).toEqual([]);
    expect(server.requests.length).toBe(before);
  });

  test.each([
    ["a port where nothing listens", "http://127.0.0.1:1/v1"],
    ["a name that does not exist", "http://nowhere.invalid/v1"],
    ["the metadata service of a cloud", "http://169.254.169.254/v1"],
    ["the same behind an IPv6 notation", "http://[::ffff:169.254.169.254]/v1"],
    ["another protocol", "ftp://127.0.0.1/v1"],
    ["no address", "not an address"],
  ])("%s is unreachable", async (_, baseUrl) => {
    expect((await ask(configFor(provider, "kind", { baseUrl }))).parts).toEqual([failure("unreachable")]);
  });
});

test.each(["openai", "anthropic"] as const)("%s without a key says so and asks nobody", async (provider) => {
  const before = server.requests.length;
  expect((await ask(configFor(provider, "kind", { apiKey: null }))).parts).toEqual([failure("no-key")]);
  expect(server.requests.length).toBe(before);
});

test("a compatible server that wants a key and got none is told apart from a wrong key", async () => {
  expect((await ask(configFor("openai-compatible", "status-401", { apiKey: null }))).last).toEqual(failure("no-key"));
  expect(server.requests.at(-1)?.headers.authorization).toBeUndefined();
});

test("reasoning is told apart from the answer", async () => {
  const { parts } = await ask(configFor("openai-compatible", "reasoning"));
  expect(parts.slice(0, 2)).toEqual([
    { type: "reasoning", text: "let me think" },
    { type: "text", text: "done" },
  ]);
});

test("a server that says it is finished and stays connected is not waited for", async () => {
  const { last, text } = await ask(configFor("openai-compatible", "lingering"));
  expect([text, last]).toEqual([
    SO_FAR,
    { type: "finish", reason: "stop", usage: { inputTokens: 7, outputTokens: 5 } },
  ]);
  await vi.waitFor(() => expect(server.open()).toBe(0), { interval: 5, timeout: 20_000 });
});

test("a hundred replies at once are told apart", async () => {
  const questions = Array.from({ length: 100 }, (_, number) => `question number ${number}`);
  const replies = await Promise.all(
    questions.map((text) =>
      ask(configFor("openai-compatible", "echo"), { prompt: { ...prompt, turns: [{ role: "user", text }] } }),
    ),
  );
  expect(replies.map(({ text }) => text)).toEqual(questions);
});
