import type { Db } from "#db/client.ts";
import { database } from "#lib/platform/database.ts";

class Rollback extends Error {}

/** Runs a test in a transaction that never commits. What the code under test commits is a savepoint inside it. */
export async function inRollback(test: (tx: Db) => Promise<void>): Promise<void> {
  await database()
    .transaction(async (tx) => {
      await test(tx as unknown as Db);
      throw new Rollback();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Rollback)) throw error;
    });
}
