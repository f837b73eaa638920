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
  S3_BUCKET: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$/, "S3_BUCKET must be the name of a bucket")
    .nullable()
    .default(null),
  S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: "S3_ENDPOINT must be a web address such as https://s3.example.org" })
    .nullable()
    .default(null),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/, "S3_REGION must be a name such as eu-central-1")
    .nullable()
    .default(null),
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
  S3_PATH_STYLE: z.enum(["on", "off"]).nullable().default(null),
  S3_CA_FILE: optional,
  CLAMD_URL: z
    .string()
    .refine(isClamdUrl, "CLAMD_URL must be an address such as tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl")
    .nullable()
    .default(null),
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
  /** Where files are kept; null keeps them on disk, under `dataDir`. */
  s3: {
    bucket: string;
    /** An https address; http only to this machine. */
    endpoint: string;
    region: string;
    accessKeyId: string;
    secretAccessKey: string;
    /** The bucket's name stands in the path, not in front of the host. */
    pathStyle: boolean;
    /** Certificates of an authority that Node does not know, as PEM. */
    caFile: string | null;
  } | null;
  /** Where the virus scanner listens; null leaves it at the built-in checks. */
  clamd: { host: string; port: number } | { path: string } | null;
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
    s3: s3From(e),
    clamd: clamdFrom(e.CLAMD_URL),
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

function s3From(e: z.infer<typeof schema>): Env["s3"] {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secret } = e;
  if (bucket === null) {
    // Files on disk where a bucket was meant would be missed much later.
    if (endpoint === null && accessKeyId === null && secret === null) return null;
    throw new SettingsError(["S3_BUCKET is needed with the other settings of S3."]);
  }
  const problems: string[] = [];
  if (accessKeyId === null) problems.push("S3_ACCESS_KEY_ID is needed with S3_BUCKET.");
  if (secret === null) problems.push("S3_SECRET_ACCESS_KEY is needed with S3_BUCKET.");
  if (endpoint === null && e.S3_REGION === null) problems.push("S3_REGION or S3_ENDPOINT is needed with S3_BUCKET.");
  if (endpoint !== null && !isPrivateWay(new URL(endpoint)))
    problems.push("S3_ENDPOINT must be https; http only to this machine (localhost, 127.0.0.1, [::1]).");
  if (problems.length > 0 || accessKeyId === null || secret === null) throw new SettingsError(problems);
  const region = e.S3_REGION ?? "us-east-1"; // what servers other than Amazon's take
  return {
    bucket,
    endpoint: endpoint ?? `https://s3.${region}.amazonaws.com`,
    region,
    accessKeyId,
    secretAccessKey: secret,
    pathStyle: e.S3_PATH_STYLE === null ? endpoint !== null : e.S3_PATH_STYLE === "on",
    caFile: e.S3_CA_FILE === null ? null : resolve(e.S3_CA_FILE),
  };
}

function isClamdUrl(url: string): boolean {
  if (/^unix:\/\S+$/.test(url)) return true;
  return /^tcp:\/\/(?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d{1,5})?\/?$/.test(url) && URL.canParse(url);
}

function clamdFrom(url: string | null): Env["clamd"] {
  if (url === null) return null;
  if (url.startsWith("unix:")) return { path: url.slice("unix:".length).replace(/^\/+/, "/") };
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ""), port: port === "" ? 3310 : Number(port) };
}

/** Whether nobody on the way can read along: TLS, or a way that does not leave this machine. */
function isPrivateWay({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

/** The validated environment of this process. Throws {@link SettingsError} at the first use when it is wrong. */
export function env(): Env {
  return processState("env", () => parseEnv(process.env));
}

/** next-auth 4 learns its own address from this variable and nowhere else. */
export function tellNextAuth(appUrl: string): void {
  process.env.NEXTAUTH_URL = appUrl;
}
