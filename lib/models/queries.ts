import type { Db } from "#db/client.ts";
import { models } from "#db/schema/instance.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import { env } from "#lib/platform/env.ts";
import { processState } from "#lib/platform/process-state.ts";
import { modelsFromEnv } from "./models-from-env.ts";
import type { ModelConfig, Provider, Zone } from "./stream.ts";

/** How long another process may go on with models that were changed elsewhere. Milliseconds. */
const FRESH = 2_000;

/** Always there, and alone as long as nothing is connected. */
const librarian: ModelConfig = {
  id: "librarian",
  name: "Librarian",
  provider: "librarian",
  modelId: "librarian",
  baseUrl: null,
  apiKey: null,
  zone: "local",
  contextTokens: 100_000,
  maxOutputTokens: null,
  inputPrice: 0,
  outputPrice: 0,
};

/** A model as lists show it: without its key. */
export type ModelLine = {
  id: string;
  name: string;
  provider: Provider;
  modelId: string;
  baseUrl: string | null;
  zone: Zone;
  inputPrice: number | null;
  outputPrice: number | null;
  enabled: boolean;
  fromEnvironment: boolean;
};

type Connected = { config: ModelConfig; enabled: boolean };
const cache = processState("models", () => ({ all: null as Connected[] | null, readAt: 0 }));

export function forgetModels(): void {
  cache.all = null;
}

/** Every model there is: the environment's, the administrator's in order of connection, the librarian last. */
async function allModels(db: Db): Promise<Connected[]> {
  if (cache.all !== null && Date.now() - cache.readAt < FRESH) return cache.all;
  const rows = await db.select().from(models).orderBy(models.createdAt);
  const box = await systemBox(db);
  const stored = rows.map(({ apiKey, enabled, createdAt: _, ...row }) => ({
    config: { ...row, apiKey: apiKey === null ? null : box.open("models.api_key", row.id, apiKey) },
    enabled,
  }));
  const given = modelsFromEnv(env().models).map((config) => ({ config, enabled: true }));
  cache.all = [...given, ...stored, { config: librarian, enabled: true }];
  cache.readAt = Date.now();
  return cache.all;
}

/** A model that may be used, with its key; null when there is none of this id or it is switched off. */
export async function findModel(db: Db, id: string): Promise<ModelConfig | null> {
  return (await allModels(db)).find(({ config, enabled }) => enabled && config.id === id)?.config ?? null;
}

/** All models for the administrator, without their keys. */
export async function listModels(db: Db): Promise<ModelLine[]> {
  return (await allModels(db)).map(({ config, enabled }) => ({
    id: config.id,
    name: config.name,
    provider: config.provider,
    modelId: config.modelId,
    baseUrl: config.baseUrl,
    zone: config.zone,
    inputPrice: config.inputPrice,
    outputPrice: config.outputPrice,
    enabled,
    fromEnvironment: config.id.startsWith("env:") || config.id === librarian.id,
  }));
}

export type Choice = { id: string; name: string; zone: Zone };

/** What a person may choose from; the instance's default first. */
export async function listChoices(db: Db, defaultModel: string | null): Promise<Choice[]> {
  const usable = (await allModels(db))
    .filter(({ enabled }) => enabled)
    .map(({ config: { id, name, zone } }) => ({ id, name, zone }));
  return usable.toSorted((a, b) => Number(b.id === defaultModel) - Number(a.id === defaultModel));
}

/** The stored key of a model an administrator connected, for testing one that is switched off. */
export async function readModel(db: Db, id: string): Promise<ModelConfig | null> {
  return (await allModels(db)).find(({ config }) => config.id === id)?.config ?? null;
}
