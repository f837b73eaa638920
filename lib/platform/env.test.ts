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

describe("a bucket for files", () => {
  const keys = { S3_ACCESS_KEY_ID: "id", S3_SECRET_ACCESS_KEY: "hunter2" };
  const bucket = { S3_BUCKET: "convosphere", ...keys };

  test("is none unless one is named, and a half-named one stops the start", () => {
    expect(parseEnv({}).s3).toBeNull();
    expect(parseEnv({ S3_REGION: "eu-central-1" }).s3).toBeNull();
    expect(sentences(() => parseEnv(keys))).toEqual(["S3_BUCKET is needed with the other settings of S3."]);
    expect(sentences(() => parseEnv({ S3_BUCKET: "convosphere" }))).toEqual([
      "S3_ACCESS_KEY_ID is needed with S3_BUCKET.",
      "S3_SECRET_ACCESS_KEY is needed with S3_BUCKET.",
      "S3_REGION or S3_ENDPOINT is needed with S3_BUCKET.",
    ]);
  });

  test("lies at Amazon's, by its region, or on a server of one's own, whose name stays as it is", () => {
    const common = { bucket: "convosphere", accessKeyId: "id", secretAccessKey: "hunter2", caFile: null };
    expect(parseEnv({ ...bucket, S3_REGION: "eu-central-1" }).s3).toEqual({
      ...common,
      endpoint: "https://s3.eu-central-1.amazonaws.com",
      region: "eu-central-1",
      pathStyle: false,
    });
    const own = { ...bucket, S3_ENDPOINT: "https://files.example.org", S3_CA_FILE: "/etc/ca.pem" };
    const expected = {
      ...common,
      endpoint: own.S3_ENDPOINT,
      region: "us-east-1",
      pathStyle: true,
      caFile: "/etc/ca.pem",
    };
    expect(parseEnv(own).s3).toEqual(expected);
    expect(parseEnv({ ...own, S3_PATH_STYLE: "off" }).s3).toEqual({ ...expected, pathStyle: false });
  });

  test("takes its secret from a file", () => {
    const file = join(folder(), "secret");
    writeFileSync(file, "from-a-file\n");
    const { S3_SECRET_ACCESS_KEY: _, ...rest } = bucket;
    const s3 = parseEnv({ ...rest, S3_REGION: "eu-central-1", S3_SECRET_ACCESS_KEY_FILE: file }).s3;
    expect(s3?.secretAccessKey).toBe("from-a-file");
  });

  test("is reached without TLS on this machine only", () => {
    const at = (S3_ENDPOINT: string) => sentences(() => parseEnv({ ...bucket, S3_ENDPOINT }));
    for (const host of ["localhost", "127.0.0.1", "[::1]"]) expect(at(`http://${host}:9000`)).toEqual([]);
    for (const host of [
      "files.example.org",
      "10.0.0.5",
      "127.0.0.1.example.org",
      "localhost.example.org",
      "localhost@files.example.org",
    ])
      expect(at(`http://${host}:9000`)[0]).toContain("S3_ENDPOINT must be https");
    expect(at("ftp://localhost")[0]).toContain("S3_ENDPOINT must be a web address");
  });

  test("wrong settings are told without their values", () => {
    const wrong = sentences(() => parseEnv({ ...bucket, S3_BUCKET: "hunter2/..", S3_REGION: "hunter2.example.org/" }));
    expect(wrong).toHaveLength(2);
    expect(wrong.join()).not.toContain("hunter2");
  });
});

test("a virus scanner is none, or listens on TCP or on a socket", () => {
  expect(parseEnv({}).clamd).toBeNull();
  const at = (CLAMD_URL: string) => parseEnv({ CLAMD_URL }).clamd;
  expect(at("tcp://clamav:3311")).toEqual({ host: "clamav", port: 3311 });
  expect(at("tcp://10.0.0.5")).toEqual({ host: "10.0.0.5", port: 3310 });
  expect(at("tcp://[::1]:3310/")).toEqual({ host: "::1", port: 3310 });
  for (const url of ["unix:/run/clamav/clamd.ctl", "unix:///run/clamav/clamd.ctl"])
    expect(at(url)).toEqual({ path: "/run/clamav/clamd.ctl" });
  for (const wrong of ["clamav:3310", "http://clamav", "tcp://", "tcp://a:b@c", "tcp://clamav:99999", "unix:clamd.ctl"])
    expect(() => at(wrong)).toThrow("CLAMD_URL must be an address");
});
