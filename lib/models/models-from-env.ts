import { SettingsError } from "#lib/platform/env.ts";
import { readJsonSetting } from "#lib/platform/json-setting.ts";
import { BaseUrl, type EnvModel, EnvModels, zoneOf } from "./schema.ts";
import type { ModelConfig } from "./stream.ts";

/** The settings as `env().models` has them. */
export type ModelSettings = {
  /** `MODELS`: a JSON array. */
  json: string | null;
  openaiKey: string | null;
  openaiBaseUrl: string | null;
  anthropicKey: string | null;
  /** `OPENAI_MODEL` and `ANTHROPIC_MODEL`: which models the shortcuts offer, separated by commas. */
  openaiModel?: string | null;
  anthropicModel?: string | null;
};

/** What a key alone offers; windows as the providers state them, cautiously. */
const OPENAI_MODELS = ["gpt-5.6", "gpt-5.4-mini"];
const ANTHROPIC_MODELS = ["claude-sonnet-5-5", "claude-haiku-5-5"];
const OPENAI_CONTEXT_TOKENS = 272_000;
const ANTHROPIC_CONTEXT_TOKENS = 200_000;
/** A server of one's own often runs with less; nothing is known of this one. */
const UNKNOWN_CONTEXT_TOKENS = 32_000;

/**
 * The models that the environment names, in its order. Pure: reads no variable itself.
 * Throws {@link SettingsError} with a sentence per problem; no sentence holds a value, because values hold keys.
 */
export function modelsFromEnv(settings: ModelSettings): ModelConfig[] {
  const models = [...listed(settings.json), ...openaiShortcut(settings), ...anthropicShortcut(settings)];
  const ids = new Set<string>();
  return models.map((model) => {
    const id = freeId(model.name, ids);
    ids.add(id);
    return { id, ...model };
  });
}

const ADDRESS = "must be an http or https address without user, password, query or fragment.";

function listed(json: string | null): EnvModel[] {
  return readJsonSetting(json, EnvModels, {
    name: "MODELS",
    entry: "model",
    example: '[{"provider":"openai-compatible", …}]',
    sentences: { "base-url": ADDRESS, "api-key": "must be a single line without spaces." },
  });
}

function openaiShortcut({ openaiKey, openaiBaseUrl, openaiModel }: ModelSettings): EnvModel[] {
  if (openaiBaseUrl === null) {
    if (openaiKey === null) return [];
    return names(openaiModel, OPENAI_MODELS).map((modelId) =>
      shortcut("openai", modelId, openaiKey, OPENAI_CONTEXT_TOKENS),
    );
  }
  const address = BaseUrl.safeParse(openaiBaseUrl);
  if (!address.success) throw new SettingsError([`OPENAI_BASE_URL: ${ADDRESS}`]);
  const models = names(openaiModel, []);
  if (models.length === 0)
    throw new SettingsError(["OPENAI_MODEL is missing: OPENAI_BASE_URL needs the name of a model on that server."]);
  return models.map((modelId) => ({
    ...shortcut("openai-compatible", modelId, openaiKey, UNKNOWN_CONTEXT_TOKENS),
    baseUrl: address.data,
    zone: zoneOf(address.data),
  }));
}

function anthropicShortcut({ anthropicKey, anthropicModel }: ModelSettings): EnvModel[] {
  if (anthropicKey === null) return [];
  return names(anthropicModel, ANTHROPIC_MODELS).map((modelId) =>
    shortcut("anthropic", modelId, anthropicKey, ANTHROPIC_CONTEXT_TOKENS),
  );
}

function names(given: string | null | undefined, otherwise: string[]): string[] {
  const list = (given ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  return list.length > 0 ? list : otherwise;
}

function shortcut(
  provider: EnvModel["provider"],
  modelId: string,
  apiKey: string | null,
  contextTokens: number,
): EnvModel {
  const unknown = { baseUrl: null, maxOutputTokens: null, inputPrice: null, outputPrice: null };
  return { ...unknown, name: modelId, provider, modelId, apiKey, zone: "external", contextTokens };
}

/** `env:<slug of the name>`, numbered when taken: stable as long as names and order are. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const slug =
    name
      .toLowerCase()
      .replace(/[^a-z0-9.]+/g, "-")
      .replace(/^-|-$/g, "") || "model";
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? `env:${slug}` : `env:${slug}-${number}`;
    if (!taken.has(id)) return id;
  }
}
