import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";

const seeded: string[] = [];
afterEach(() => {
  for (const file of seeded.splice(0)) rmSync(file, { force: true });
});

function cruise(): string {
  const args = ["node_modules/dependency-cruiser/bin/dependency-cruiser.mjs", "--config", ".dependency-cruiser.mjs"];
  try {
    return execFileSync(process.execPath, [...args, "app", "components", "db", "lib"], {
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}

test.each([
  [
    "app-never-db",
    "app/seeded-violation.ts",
    'import { accounts } from "#db/schema/accounts.ts";\nexport const seeded = accounts;\n',
  ],
  [
    "components-are-markup",
    "components/seeded-violation.ts",
    'import { database } from "#lib/platform/database.ts";\nexport const seeded = database;\n',
  ],
  [
    "only-http-knows-next",
    "lib/chat/seeded-violation.ts",
    'import { headers } from "next/headers";\nexport const seeded = headers;\n',
  ],
  [
    "http-is-a-door",
    "lib/chat/seeded-violation.ts",
    'import { currentCtx } from "#lib/http/context.ts";\nexport const seeded = currentCtx;\n',
  ],
  [
    "db-is-the-ground",
    "db/seeded-violation.ts",
    'import { env } from "#lib/platform/env.ts";\nexport const seeded = env;\n',
  ],
])(
  "the boundary check sees a violation of %s",
  (rule, file, content) => {
    writeFileSync(file, content);
    seeded.push(file);
    expect(cruise()).toContain(`error ${rule}: ${file}`);
  },
  60_000,
);

test("nothing but lib/platform/env.ts reads the environment", () => {
  const found = execFileSync("grep", ["-rlE", "process\\.env\\b", "app", "components", "db", "lib", "middleware.ts"], {
    encoding: "utf8",
  });
  expect(
    found
      .trim()
      .split("\n")
      .filter((file) => !file.includes(".test.")),
  ).toEqual(["lib/platform/env.ts"]);
});
