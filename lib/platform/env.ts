import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import packageJson from "../../package.json" with { type: "json" };
import { processState } from "./process-state.ts";

const text = z.string().trim().min(1);
const optional = text.nullable().default(null);

const schema = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  PORT: z.coerce.number("PORT must be a whole number from 1 to 65535").int().min(1).max(65535).default(3000),
  HOST: text.default("127.0.0.1"),
  DATA_DIR: text.default("./data"),
  APP_URL: z
    .url({ protocol: /^https?$/, error: "APP_URL must be a web address such as https://chat.example.org" })
    .nullable()
    .default(null),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "DATABASE_URL must start with postgres://" })
    .nullable()
    .default(null),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: "REDIS_URL must start with redis:// or rediss://" })
    .nullable()
    .default(null),
  UPSTASH_REDIS_REST_URL: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  UPSTASH_REDIS_REST_TOKEN: optional,
  TRUSTED_PROXIES: z.string().default(""),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "SMTP_URL must start with smtp:// or smtps://" })
    .nullable()
    .default(null),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^\p{Cc}<>"]*<[^\s\p{Cc}<>"@]+@[^\s\p{Cc}<>"@]+>|[^\s\p{Cc}<>"@]+@[^\s\p{Cc}<>"@]+)$/u,
      "MAIL_FROM must be an address such as ConvoSphere <chat@example.org>",
    )
    .nullable()
    .default(null),
  GEOIP_FILE: optional,
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  WORKER: z.enum(["inside", "off"]).default("inside"),
  LIMITS: optional,
  OIDC_PROVIDERS: optional,
  MODELS: optional,
  OPENAI_API_KEY: optional,
  OPENAI_BASE_URL: optional,
  OPENAI_MODEL: optional,
  ANTHROPIC_API_KEY: optional,
  ANTHROPIC_MODEL: optional,
  MASTER_KEYS: optional,
  AUTH_SECRET: optional,
  BREACH_RANGE_URL: z
    .url({
      protocol: /^https?$/,
      error: "BREACH_RANGE_URL must be a web address such as https://api.pwnedpasswords.com/range/",
    })
    .nullable()
    .default(null),
});

export type Env = {
  nodeEnv: "production" | "development" | "test";
  port: number;
  host: string;
  /** Of the product, from package.json. */
  version: string;
  /** Absolute path; everything the instance keeps on disk lies under it. */
  dataDir: string;
  /** The origin people type, without a trailing slash. */
  appUrl: string;
  /** Other processes of ours reach the site under these origins too (loopback names of the same port). */
  appOrigins: readonly string[];
  https: boolean;
  databaseUrl: string | null;
  databasePool: number;
  redis: { url: string } | { restUrl: string; restToken: string } | null;
  /** Addresses or CIDR blocks whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[];
  /** Where mails are handed in, and whom they come from; null writes them to files. */
  mail: { url: string; from: string } | null;
  /** A MaxMind database that tells the country of an address. */
  geoipFile: string | null;
  logLevel: string;
  worker: "inside" | "off";
  limits: string | null;
  /** Sign-in services, as a JSON list. */
  oidcProviders: string | null;
  models: {
    json: string | null;
    openaiKey: string | null;
    openaiBaseUrl: string | null;
    openaiModel: string | null;
    anthropicKey: string | null;
    anthropicModel: string | null;
  };
  masterKeys: string | null;
  authSecret: string | null;
  /** Answers ranges of hashes of breached passwords, as Have I Been Pwned does. */
  breachRangeUrl: string | null;
};

/** Carries one readable sentence per wrong setting, and never a value. */
export class SettingsError extends Error {
  readonly sentences: readonly string[];
  constructor(sentences: readonly string[]) {
    super(sentences.join("\n"));
    this.name = "SettingsError";
    this.sentences = sentences;
  }
}

/** `NAME`, else the content of the file that `NAME_FILE` names: how container platforms hand over secrets. */
function readSetting(name: string, source: Readonly<NodeJS.Dict<string>>): string | undefined {
  const direct = source[name];
  if (direct !== undefined && direct !== "") return direct;
  const file = source[`${name}_FILE`];
  if (!file) return undefined;
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw new SettingsError([`${name}_FILE names a file that cannot be read.`]);
  }
}

/** Validates the environment. Throws {@link SettingsError}. */
export function parseEnv(source: Readonly<NodeJS.Dict<string>>): Env {
  const given = Object.fromEntries(
    Object.keys(schema.shape)
      .map((name) => [name, readSetting(name, source)])
      .filter(([, value]) => value !== undefined),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new SettingsError(
      parsed.error.issues.map(({ path: [name], message }) =>
        message.startsWith(String(name)) ? message : `${String(name)}: ${message}`,
      ),
    );
  }
  const e = parsed.data;
  const appUrl = (e.APP_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, "");
  const origin = new URL(appUrl).origin;
  return Object.freeze({
    nodeEnv: e.NODE_ENV,
    version: packageJson.version,
    port: e.PORT,
    host: e.HOST,
    dataDir: resolve(e.DATA_DIR),
    appUrl,
    appOrigins: e.APP_URL === null ? [origin, `http://127.0.0.1:${e.PORT}`, `http://[::1]:${e.PORT}`] : [origin],
    https: origin.startsWith("https:"),
    databaseUrl: e.DATABASE_URL,
    databasePool: e.DATABASE_POOL,
    redis: redisFrom(e.REDIS_URL, e.UPSTASH_REDIS_REST_URL, e.UPSTASH_REDIS_REST_TOKEN),
    trustedProxies: e.TRUSTED_PROXIES.split(/[\s,]+/).filter(Boolean),
    mail: mailFrom(e.SMTP_URL, e.MAIL_FROM),
    geoipFile: e.GEOIP_FILE === null ? null : resolve(e.GEOIP_FILE),
    logLevel: e.LOG_LEVEL,
    worker: e.WORKER,
    limits: e.LIMITS,
    oidcProviders: e.OIDC_PROVIDERS,
    models: {
      json: e.MODELS,
      openaiKey: e.OPENAI_API_KEY,
      openaiBaseUrl: e.OPENAI_BASE_URL,
      openaiModel: e.OPENAI_MODEL,
      anthropicKey: e.ANTHROPIC_API_KEY,
      anthropicModel: e.ANTHROPIC_MODEL,
    },
    masterKeys: e.MASTER_KEYS,
    authSecret: e.AUTH_SECRET,
    breachRangeUrl: e.BREACH_RANGE_URL,
  });
}

function redisFrom(url: string | null, restUrl: string | null, restToken: string | null): Env["redis"] {
  if (url !== null) return { url };
  if (restUrl === null) return null;
  if (restToken === null) throw new SettingsError(["UPSTASH_REDIS_REST_TOKEN is needed with UPSTASH_REDIS_REST_URL."]);
  return { restUrl, restToken };
}

function mailFrom(url: string | null, from: string | null): Env["mail"] {
  if (url === null) return null;
  if (from === null) throw new SettingsError(["MAIL_FROM is needed with SMTP_URL: the address that mails come from."]);
  return { url, from };
}

/** The validated environment of this process. Throws {@link SettingsError} at the first use when it is wrong. */
export function env(): Env {
  return processState("env", () => parseEnv(process.env));
}

/** next-auth 4 learns its own address from this variable and nowhere else. */
export function tellNextAuth(appUrl: string): void {
  process.env.NEXTAUTH_URL = appUrl;
}
