import { z } from "zod";
import type { Zone } from "./stream.ts";

export const MODEL_PROVIDERS = ["openai", "anthropic", "openai-compatible"] as const;
export const ZONES = ["local", "private", "external"] as const satisfies readonly Zone[];

const MAX_KEY_CHARACTERS = 512;
const MAX_TOKENS = 10_000_000;
const MAX_PRICE = 100_000;

const tokens = z.int().min(1).max(MAX_TOKENS);
/** US dollars per million tokens. */
const price = z.number().min(0).max(MAX_PRICE);

/**
 * Where a server answers: an http or https address without user, password, query or fragment; trailing slashes go, because
 * paths are appended. Whether the machine behind it may be connected to is decided when connecting.
 */
export const BaseUrl = z
  .string()
  .trim()
  .max(2048)
  .refine(isPlainAddress, { error: "base-url" })
  .transform((url) => url.replace(/\/+$/, ""));

function isPlainAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) return false;
  return url.username === "" && url.password === "" && url.search === "" && url.hash === "" && !/[?#]/.test(text);
}

/** A header's value: no spaces and nothing outside ASCII, or the request could not be sent. */
const ApiKey = z
  .string()
  .trim()
  .max(MAX_KEY_CHARACTERS)
  .regex(/^[\x21-\x7e]+$/, { error: "api-key" });

const fields = {
  name: z.string().trim().min(1).max(80),
  provider: z.enum(MODEL_PROVIDERS),
  modelId: z.string().trim().min(1).max(200),
  contextTokens: tokens,
  maxOutputTokens: tokens.nullable(),
  inputPrice: price.nullable(),
  outputPrice: price.nullable(),
};

type Addressed = { provider: (typeof MODEL_PROVIDERS)[number]; baseUrl: string | null; zone: Zone };

function needsBaseUrl({ provider, baseUrl }: Addressed): boolean {
  return provider !== "openai-compatible" || baseUrl !== null;
}

/** A key and people's words would cross the open internet readable by everybody on the way. */
function isEncryptedOutside({ baseUrl, zone }: Addressed): boolean {
  return zone !== "external" || baseUrl === null || baseUrl.startsWith("https:");
}

/**
 * What an administrator enters. `apiKey`: left out, a key that is already stored stays; null, there is none.
 * Issues carry codes: `base-url`, `base-url-missing`, `base-url-unencrypted`, `api-key`.
 */
export const ModelInput = z
  .strictObject({
    ...fields,
    baseUrl: BaseUrl.nullable(),
    apiKey: ApiKey.nullable().optional(),
    zone: z.enum(ZONES),
  })
  .refine(needsBaseUrl, { path: ["baseUrl"], error: "base-url-missing" })
  .refine(isEncryptedOutside, { path: ["baseUrl"], error: "base-url-unencrypted" });

export type ModelInput = z.infer<typeof ModelInput>;

/** The id of a model, wherever it comes from; not the provider's name for it, which is `modelId` in {@link ModelInput}. */
const id = z.string().min(1).max(200);

export const OneModel = z.strictObject({ modelId: id });
export type OneModel = z.infer<typeof OneModel>;

export const SwitchModel = z.strictObject({ modelId: id, enabled: z.boolean() });
export type SwitchModel = z.infer<typeof SwitchModel>;

const DEFAULT_CONTEXT_TOKENS = 32_000;

/** One entry of `MODELS`; what a model can do without has a default. The zone follows from the address. */
export const EnvModel = z
  .strictObject({
    name: fields.name.optional(),
    provider: fields.provider,
    modelId: fields.modelId,
    baseUrl: BaseUrl.nullable().default(null),
    apiKey: ApiKey.nullable().default(null),
    zone: z.enum(ZONES).optional(),
    contextTokens: tokens.default(DEFAULT_CONTEXT_TOKENS),
    maxOutputTokens: fields.maxOutputTokens.default(null),
    inputPrice: fields.inputPrice.default(null),
    outputPrice: fields.outputPrice.default(null),
  })
  .transform((model) => ({ ...model, name: model.name ?? model.modelId, zone: model.zone ?? zoneOf(model.baseUrl) }))
  .refine(needsBaseUrl, { path: ["baseUrl"], error: "is needed for an OpenAI-compatible server" })
  .refine(isEncryptedOutside, { path: ["baseUrl"], error: "must begin with https:// outside of one's own network" });

export type EnvModel = z.infer<typeof EnvModel>;

export const EnvModels = z.array(EnvModel).max(100);

/** The zone an address suggests: this machine, a private network, or somebody else's. The providers' own are external. */
export function zoneOf(baseUrl: string | null): Zone {
  const host = baseUrl === null ? "" : (URL.parse(baseUrl)?.hostname.replace(/^\[|\]$/g, "") ?? "");
  if (LOCAL_HOST.test(host)) return "local";
  if (PRIVATE_ADDRESS.test(host) || PRIVATE_NAME.test(host)) return "private";
  return "external";
}

const LOCAL_HOST = /^(?:(?:.+\.)?localhost|::1|127(?:\.\d+){3})$/;
const PRIVATE_ADDRESS =
  /^(?:10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|f[cd][0-9a-f]{2}:.*)$/;
/** A name without a dot, as containers have, or under a domain that exists in private networks only. */
const PRIVATE_NAME = /^[a-z0-9_-]+$|\.(?:local|internal|lan|home\.arpa|svc)$/i;
