import { afterAll, beforeAll, expect, test } from "vitest";
import { type ModelServer, startModelServer } from "#tests/support/model-server.ts";
import type { ModelConfig } from "./stream.ts";
import { testModel } from "./test-model.ts";

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());

const configFor = (modelId: string, more: Partial<ModelConfig> = {}): ModelConfig => ({
  ...{
    id: "m",
    name: "m",
    provider: "openai-compatible",
    modelId,
    baseUrl: `${server.url}/v1`,
    apiKey: null,
    zone: "local",
  },
  ...{ contextTokens: 1000, maxOutputTokens: null, inputPrice: null, outputPrice: null },
  ...more,
});

test("a model that answers is told with its time and its word", async () => {
  const outcome = await testModel(configFor("echo"));
  expect(outcome).toMatchObject({ ok: true, value: { answer: "Answer with the one word: ready" } });
  expect(outcome.ok && Number.isInteger(outcome.value.milliseconds)).toBe(true);
  expect(server.requests.at(-1)?.body.max_tokens).toBe(512);
});

test("a long answer is cut, and a smaller bound of the model is kept", async () => {
  const outcome = await testModel(configFor("markdown", { maxOutputTokens: 8 }));
  expect(outcome.ok && outcome.value.answer.length).toBeLessThanOrEqual(200);
  expect(server.requests.at(-1)?.body.max_tokens).toBe(8);
});

test.each([
  ["status-401", "no-key"],
  ["status-404", "model-not-found"],
  ["quota", "quota"],
  ["html-error", "broken-stream"],
] as const)("%s is refused as %s", async (behaviour, error) => {
  expect(await testModel(configFor(behaviour))).toEqual({ ok: false, error });
});

test("the librarian passes", async () => {
  expect(await testModel(configFor("librarian", { provider: "librarian", baseUrl: null }))).toMatchObject({ ok: true });
});
