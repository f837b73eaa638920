import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { settings } from "#db/schema/instance.ts";
import { database } from "#lib/platform/database.ts";
import { ok } from "#lib/platform/result.ts";
import { changeSetting } from "#lib/settings/change-setting.ts";
import { refreshSettings, settingsInMemory } from "#lib/settings/queries.ts";
import { aPerson } from "#tests/support/factories.ts";
import { inOwnDatabase } from "#tests/support/own-database.ts";

// Another connection must see the change, so this file has a database of its own.
inOwnDatabase("settings");

test("a change holds from then on, though a load that began before it answers after it", async () => {
  const admin = await aPerson(database(), { role: "admin" });
  await refreshSettings(database());
  expect(settingsInMemory().signUp).toBe("invitation");

  const begun = Promise.withResolvers<void>();
  let slow: Promise<unknown> | undefined;
  await database().transaction(async (gate) => {
    await gate.execute(sql`select pg_advisory_xact_lock(1)`);
    slow = database().transaction(
      async (before) => {
        await before.select().from(settings); // what it sees stays as it is now
        const waits = before.execute(sql`select pg_advisory_xact_lock(1)`).then(() => {});
        const load = refreshSettings(before as never);
        begun.resolve();
        await Promise.all([waits, load]);
      },
      { isolationLevel: "repeatable read" },
    );
    await begun.promise;
    expect(await changeSetting(admin, { key: "signUp", value: "open" })).toEqual(ok(null));
    expect(settingsInMemory().signUp).toBe("open");
  });
  await slow;
  expect(settingsInMemory().signUp).toBe("open");
});
