import { afterAll, beforeAll } from "vitest";
import { connect, type Db } from "#db/client.ts";
import { closeDatabase, driver } from "#lib/platform/database.ts";
import { forgetProcessState } from "#lib/platform/process-state.ts";
import { TEMPLATE } from "./template.ts";

/** A database of its own for a test that needs commits, such as a race. Names are unique per file. */
export async function ownDatabase(name: string): Promise<{ db: Db; url: string; close(): Promise<void> }> {
  await driver().unsafe(`create database ${name} template ${TEMPLATE}`);
  const url = new URL(process.env.DATABASE_URL as string);
  url.pathname = `/${name}`;
  const { db, sql } = connect(url.href, { max: 20 });
  return {
    db,
    url: url.href,
    async close() {
      await sql.end();
      await driver().unsafe(`drop database ${name}`);
    },
  };
}

/**
 * Gives this whole file a database of its own, to which `database()` leads: for tests of what a process remembers and is
 * told by commits. Whatever is committed into the shared one is seen by every other file.
 */
export function inOwnDatabase(name: string): void {
  let back = async () => {};
  beforeAll(async () => {
    const shared = process.env.DATABASE_URL as string;
    const own = await ownDatabase(name);
    const use = async (url: string) => {
      await closeDatabase();
      process.env.DATABASE_URL = url;
      for (const state of ["env", "crypto.boxes", "crypto.index"]) forgetProcessState(state);
    };
    await use(own.url);
    back = async () => {
      await use(shared);
      await own.close();
    };
  });
  afterAll(() => back());
}
