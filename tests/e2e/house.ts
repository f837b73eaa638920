import { test as base, expect, type Page } from "@playwright/test";
import { uuidv7 } from "uuidv7";
import type { Role } from "#lib/access/schema.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import { mintToken } from "#lib/http/session-token.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { closeDatabase, database } from "#lib/platform/database.ts";
import { runningEmbeddedPostgres } from "#lib/platform/running-postgres.ts";
import { aPerson } from "#tests/support/factories.ts";

export const LOG_FILE = "test-results/server.log";

// The tests write rows of their own into the instance's database, with its keys: no back door in the product. This file
// is also read before the instance runs, when there is nothing to reach yet.
if (process.env.E2E_DATA_DIR !== undefined) {
  process.env.DATA_DIR = process.env.E2E_DATA_DIR;
  process.env.DATABASE_URL = runningEmbeddedPostgres(process.env.E2E_DATA_DIR) ?? "";
}
process.env.LOG_LEVEL = "silent";
process.env.DATABASE_POOL = "3";

export const baseURL = () => process.env.E2E_URL as string;

type Guest = PersonCtx & { email: string; password: string };

type Fixtures = {
  /** Whatever the browser complained about during the test; must stay empty. */
  complaints: string[];
  /** A person of this role, signed in on `page` with a session row of their own. */
  signedIn: (role?: Role) => Promise<Guest>;
};

export const PASSWORD = "sixteen-letters-long";
let passwordHash: Promise<string> | null = null;

export const test = base.extend<Fixtures, { closing: undefined }>({
  baseURL: async ({}, use) => use(baseURL()),
  closing: [
    async ({}, use) => {
      await use(undefined);
      await closeDatabase();
    },
    { scope: "worker", auto: true },
  ],
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      watch(page, complaints);
      page.context().on("page", (other) => watch(other, complaints));
      await use(complaints);
      expect(complaints, "the console stays empty").toEqual([]);
    },
    { auto: true },
  ],
  signedIn: async ({ page }, use) => {
    await use(async (role = "user") => {
      passwordHash ??= hashPassword(PASSWORD);
      const email = `${role}-${uuidv7()}@example.org`;
      const person = await aPerson(database(), {
        role,
        email,
        name: "Robin Example",
        passwordHash: await passwordHash,
        at: new Date(),
        address: null,
      });
      const expiresAt = new Date(Date.now() + 3_600_000);
      const value = await mintToken(
        { sessionId: person.actor.sessionId, accountId: person.actor.id, expiresAt },
        new Date(),
      );
      await page
        .context()
        .addCookies([{ name: "convosphere.session", value, url: baseURL(), httpOnly: true, sameSite: "Lax" }]);
      return { ...person, email, password: PASSWORD };
    });
  },
});

/** Errors, warnings, uncaught exceptions and requests to anywhere else. */
function watch(page: Page, complaints: string[]): void {
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    // A refused answer (401, 404, 429) is logged by the browser itself; the tests that provoke one look at it.
    if (message.text().startsWith("Failed to load resource: the server responded with a status of 4")) return;
    complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL()) && !/^(data|blob|about):/.test(request.url()))
      complaints.push(`request to ${request.url()}`);
  });
}

export { expect };
