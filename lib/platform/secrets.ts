import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Env, env, SettingsError } from "./env.ts";
import { processState } from "./process-state.ts";

export type Secrets = {
  /** `version:base64` pairs, the current one first; 32 bytes each. */
  masterKeys: string;
  /** Seals session tokens and the short-lived state between the steps of a sign-in. */
  authSecret: string;
};

const MIN_AUTH_SECRET_CHARACTERS = 32;

/**
 * Secrets come from the environment; on a machine of one's own they are generated once under `DATA_DIR/secrets`.
 * A public https site must be given them: a key that appears by itself on one of several servers would split the data.
 * Throws {@link SettingsError} with a sentence per problem, never a value.
 */
export function readSecrets(e: Env): Secrets {
  const mustBeGiven = e.nodeEnv === "production" && e.https;
  const problems: string[] = [];
  if (mustBeGiven && e.masterKeys === null)
    problems.push(
      "MASTER_KEYS is missing: it seals everything people write. Make one with: echo 1:$(openssl rand -base64 32)",
    );
  if (mustBeGiven && e.authSecret === null)
    problems.push("AUTH_SECRET is missing: it seals session tokens. Make one with: openssl rand -base64 48");
  if (e.authSecret !== null && e.authSecret.length < MIN_AUTH_SECRET_CHARACTERS)
    problems.push(`AUTH_SECRET is too short: at least ${MIN_AUTH_SECRET_CHARACTERS} characters.`);
  if (e.authSecret !== null && new Set(e.authSecret).size < 12)
    problems.push("AUTH_SECRET is too simple: use random characters.");
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    masterKeys: e.masterKeys ?? generated(e.dataDir, "master-keys", () => `1:${randomBytes(32).toString("base64")}`),
    authSecret: e.authSecret ?? generated(e.dataDir, "auth-secret", () => randomBytes(48).toString("base64url")),
  };
}

function generated(dataDir: string, name: string, make: () => string): string {
  const folder = join(dataDir, "secrets");
  const file = join(folder, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const value = make();
  // "wx" fails when somebody else wrote it in between; then theirs counts.
  try {
    writeFileSync(file, `${value}\n`, { mode: 0o600, flag: "wx" });
    return value;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return readFileSync(file, "utf8").trim();
    throw error;
  }
}

export function secrets(): Secrets {
  return processState("secrets", () => readSecrets(env()));
}
