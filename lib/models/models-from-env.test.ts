import { expect, test } from "vitest";
import { SettingsError } from "#lib/platform/env.ts";
import { type ModelSettings, modelsFromEnv } from "./models-from-env.ts";

const none: ModelSettings = { json: null, openaiKey: null, openaiBaseUrl: null, anthropicKey: null };
const SECRET = "sk-very-secret-value";

/** The sentences that stop the boot. */
function problems(settings: Partial<ModelSettings>): string {
  try {
    modelsFromEnv({ ...none, ...settings });
  } catch (error) {
    if (error instanceof SettingsError) return error.sentences.join("\n");
    throw error;
  }
  return "";
}

test("without settings there are no models", () => {
  expect(modelsFromEnv(none)).toEqual([]);
});

test("a key alone offers models of its provider, named ones instead when they are named", () => {
  const both = modelsFromEnv({
    ...none,
    openaiKey: SECRET,
    anthropicKey: SECRET,
    anthropicModel: "claude-a, claude-b",
  });
  expect(both.map(({ provider }) => provider)).toEqual(["openai", "openai", "anthropic", "anthropic"]);
  expect(both.slice(2).map(({ id, modelId }) => [id, modelId])).toEqual([
    ["env:claude-a", "claude-a"],
    ["env:claude-b", "claude-b"],
  ]);
  expect(both.every(({ zone, apiKey, baseUrl }) => zone === "external" && apiKey === SECRET && baseUrl === null)).toBe(
    true,
  );
});

test("a base address connects a compatible server, whose key is optional and whose zone follows from the address", () => {
  const [model] = modelsFromEnv({ ...none, openaiBaseUrl: "http://localhost:11434/v1/", openaiModel: "llama3.1" });
  expect(model).toMatchObject({
    provider: "openai-compatible",
    baseUrl: "http://localhost:11434/v1",
    zone: "local",
    apiKey: null,
  });
  expect(problems({ openaiBaseUrl: "http://localhost:11434/v1" })).toMatch(/^OPENAI_MODEL is missing/);
  expect(problems({ openaiBaseUrl: `http://user:${SECRET}@localhost/v1`, openaiModel: "x" })).toMatch(
    /^OPENAI_BASE_URL/,
  );
});

test("a list in JSON gets defaults and ids of its own, the same at every start", () => {
  const entry = {
    provider: "openai-compatible",
    modelId: "llama3.1",
    name: "Llama im Haus!",
    baseUrl: "http://gpu.internal:8000/v1",
  };
  const json = JSON.stringify([entry, entry, { provider: "openai", modelId: "gpt", apiKey: SECRET, inputPrice: 2.5 }]);
  const models = modelsFromEnv({ ...none, json });
  expect(models.map(({ id }) => id)).toEqual(["env:llama-im-haus", "env:llama-im-haus-2", "env:gpt"]);
  expect(models[0]).toMatchObject({ zone: "private", contextTokens: 32_000, maxOutputTokens: null, inputPrice: null });
  expect(models[2]).toMatchObject({ zone: "external", name: "gpt", inputPrice: 2.5 });
  expect(modelsFromEnv({ ...none, json })).toEqual(models);
});

test.each([
  ["not JSON", `[{"apiKey":"${SECRET}"`],
  ["no list", `{"apiKey":"${SECRET}"}`],
  ["an unknown setting", `[{"provider":"openai","modelId":"x","${SECRET}":1}]`],
  ["an unknown provider", `[{"provider":"${SECRET}","modelId":"x"}]`],
  ["a key with a space", `[{"provider":"openai","modelId":"x","apiKey":"${SECRET} x"}]`],
  ["a key in the address", `[{"provider":"openai-compatible","modelId":"x","baseUrl":"http://a:${SECRET}@h/v1"}]`],
  ["no address", `[{"provider":"openai-compatible","modelId":"x","apiKey":"${SECRET}"}]`],
  [
    "an unencrypted address outside",
    `[{"provider":"openai","modelId":"x","baseUrl":"http://example.org/v1","apiKey":"${SECRET}"}]`,
  ],
])("%s stops the boot with a sentence that holds no value", (_, json) => {
  expect(problems({ json })).toMatch(/^MODELS/);
  expect(problems({ json })).not.toContain(SECRET);
});
