import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseEnv, SettingsError } from "./env.ts";
import { readSecrets } from "./secrets.ts";

const folder = () => mkdtempSync(join(tmpdir(), "convosphere-env-"));

function sentences(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof SettingsError) return error.sentences;
    throw error;
  }
  return [];
}

describe("the environment", () => {
  test("needs nothing: every setting has a default", () => {
    expect(parseEnv({})).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      databaseUrl: null,
      appUrl: "http://localhost:3000",
    });
  });

  test("takes a secret from the file that NAME_FILE names", () => {
    const file = join(folder(), "secret");
    writeFileSync(file, "from-a-file\n");
    expect(parseEnv({ OPENAI_API_KEY_FILE: file }).models.openaiKey).toBe("from-a-file");
    expect(parseEnv({ OPENAI_API_KEY_FILE: file, OPENAI_API_KEY: "direct" }).models.openaiKey).toBe("direct");
    expect(sentences(() => parseEnv({ OPENAI_API_KEY_FILE: "/nowhere/at/all" }))).toEqual([
      "OPENAI_API_KEY_FILE names a file that cannot be read.",
    ]);
  });

  test("tells every wrong setting at once, in sentences that hold no value", () => {
    const wrong = sentences(() =>
      parseEnv({ PORT: "66666", APP_URL: "hunter2", DATABASE_URL: "mysql://u:hunter2@db/x", LOG_LEVEL: "hunter2" }),
    );
    expect(wrong).toHaveLength(4);
    expect(wrong.join()).not.toContain("hunter2");
  });
});

describe("secrets", () => {
  test("are generated once, readable by their owner only, and are the same at the next start", () => {
    const dataDir = folder();
    const first = readSecrets(parseEnv({ DATA_DIR: dataDir }));
    expect(readSecrets(parseEnv({ DATA_DIR: dataDir }))).toEqual(first);
    for (const name of ["master-keys", "auth-secret"]) {
      expect(statSync(join(dataDir, "secrets", name)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(dataDir, "secrets", name), "utf8").length).toBeGreaterThan(40);
    }
    expect(statSync(join(dataDir, "secrets")).mode & 0o777).toBe(0o700);
  });

  test("must be given to a public https site, and must not be weak; each fault is a sentence", () => {
    const site = { NODE_ENV: "production", APP_URL: "https://chat.example.org", DATA_DIR: folder() } as const;
    const missing = sentences(() => readSecrets(parseEnv(site)));
    expect(missing.map((sentence) => sentence.split(" ")[0])).toEqual(["MASTER_KEYS", "AUTH_SECRET"]);
    const weak = sentences(() =>
      readSecrets(parseEnv({ ...site, MASTER_KEYS: `1:${"A".repeat(43)}=`, AUTH_SECRET: "a".repeat(40) })),
    );
    expect(weak).toEqual(["AUTH_SECRET is too simple: use random characters."]);
    const short = sentences(() =>
      readSecrets(parseEnv({ ...site, MASTER_KEYS: "1:x", AUTH_SECRET: "0123456789abcdef" })),
    );
    expect(short[0]).toContain("too short");
  });
});

test("mails need a server and a sender, and the sender holds no second header", () => {
  const SMTP_URL = "smtps://mail.example.org";
  expect(parseEnv({}).mail).toBeNull();
  for (const MAIL_FROM of ["chat@example.org", "ConvoSphere <chat@example.org>"])
    expect(parseEnv({ SMTP_URL, MAIL_FROM }).mail).toEqual({ url: SMTP_URL, from: MAIL_FROM });
  expect(() => parseEnv({ SMTP_URL })).toThrow("MAIL_FROM is needed");
  expect(() => parseEnv({ SMTP_URL: "https://mail.example.org", MAIL_FROM: "a@example.org" })).toThrow("SMTP_URL");
  for (const MAIL_FROM of ["nobody", "A <a@example.org>\nBcc: b@example.org", "a@example.org, b@example.org"])
    expect(() => parseEnv({ SMTP_URL, MAIL_FROM })).toThrow("MAIL_FROM must be an address");
});
