import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { driver } from "#lib/platform/database.ts";
import { expect, LOG_FILE, PASSWORD, test } from "./house.ts";

// Runs after every other file: looks at what the whole run left behind.

const dataDir = () => process.env.E2E_DATA_DIR as string;
const secret = (name: string) => readFileSync(join(dataDir(), "secrets", name), "utf8").trim();

/** Plaintext that people of this run wrote, and secrets that it used. */
const words = () => [
  "PERIWINKLE-QUESTION",
  "Periwinkle Founder",
  "periwinkle.founder",
  "Robin Example",
  "Guest Moderator",
  "guest.moderator",
  PASSWORD,
  "another-sixteen-letters",
  "sk-test-e2e-upstream-key",
];
const secrets = () => [
  ...readdirSync(join(dataDir(), "secrets")).map(secret),
  secret("master-keys").split(":")[1] as string,
  (process.env.E2E_SETUP_LINK as string).split("#")[1] as string,
];

test("a dump of the database holds nothing that people wrote, and no secret", async () => {
  const tables = await driver()<
    { schema: string; name: string }[]
  >`select table_schema as schema, table_name as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`;
  expect(tables.length).toBeGreaterThan(10);
  const needles = [...words(), ...secrets()];
  const found: string[] = [];
  let size = 0;
  for (const { schema, name } of tables) {
    const rows = await driver().unsafe<{ text: string }[]>(`select t::text from "${schema}"."${name}" t`);
    for (const row of rows) {
      // Bytes print as hex; what is inside them counts too.
      const line = Object.values(row).join();
      const bytes = line.replace(/\\+x([0-9a-f]+)/g, (_, hex: string) => Buffer.from(hex, "hex").toString("latin1"));
      size += line.length;
      if (needles.some((needle) => line.includes(needle) || bytes.includes(needle))) found.push(`${schema}.${name}`);
    }
  }
  expect([...new Set(found)]).toEqual([]);
  expect(size, "the dump is a real one").toBeGreaterThan(10_000);
});

test("the log of the whole run holds nothing that people wrote, and no secret", () => {
  // The progress lines print the one-time link for the person who starts the server; the log begins after it.
  const log = readFileSync(LOG_FILE, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{"));
  expect(log.length).toBeGreaterThan(10);
  const text = log.join("\n");
  // Only the beginning of what was found: a failing test must not print a secret.
  const found = [...words(), ...secrets()].filter((word) => text.includes(word));
  expect(found.map((word) => word.slice(0, 4))).toEqual([]);
  expect(text, "session tokens neither").not.toMatch(/eyJ[\w-]{20,}\./);
});

test("every line of the log that belongs to a request names it, and nothing went wrong on the way", () => {
  const lines = readFileSync(LOG_FILE, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map(
      (line) =>
        JSON.parse(line) as {
          level: number;
          requestId?: string;
          msg: string;
          path?: string;
          err?: { message?: string };
        },
    );
  expect(lines.filter((line) => line.path !== undefined && line.requestId === undefined)).toEqual([]);
  expect(lines.filter((line) => line.level >= 50).map((line) => [line.msg, line.err?.message])).toEqual([]);
});

test("no page of the run was reported by a browser for breaking the policy", async () => {
  const reports = await driver()`select data from security_events where name = 'csp.violated'`;
  expect(reports.map((row) => row.data)).toEqual([]);
});
