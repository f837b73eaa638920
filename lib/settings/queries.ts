import type { Db } from "#db/client.ts";
import { settings } from "#db/schema/instance.ts";
import { log } from "#lib/platform/log.ts";
import { processState } from "#lib/platform/process-state.ts";
import { type SettingKey, type Settings, settingSchemas } from "./schema.ts";

/** How long another process may go on with a setting that was changed elsewhere. */
const FRESH_MS = 2_000;

type Cache = {
  current: Settings | null;
  readAt: number;
  reading: Promise<Settings> | null;
  /** How many loads have begun, and which of them `current` is of. */
  begun: number;
  shown: number;
};
const cache = processState("settings", (): Cache => ({ current: null, readAt: 0, reading: null, begun: 0, shown: 0 }));

/** All settings, from memory when they were read within two seconds; an older copy answers while a new one is read. */
export async function readSettings(db: Db): Promise<Settings> {
  if (cache.current !== null && Date.now() - cache.readAt < FRESH_MS) return cache.current;
  cache.reading ??= load(db).finally(() => {
    cache.reading = null;
  });
  if (cache.current === null) return cache.reading;
  cache.reading.catch((error) => log().warn({ err: error }, "settings could not be read again"));
  return cache.current;
}

/** What was read last, without waiting; defaults before the first read. */
export function settingsInMemory(): Settings {
  return cache.current ?? parse({});
}

/** Reads them anew now: after a change made here, which must hold from this moment on. */
export async function refreshSettings(db: Db): Promise<void> {
  await load(db);
}

async function load(db: Db): Promise<Settings> {
  cache.begun += 1;
  const [mine, readAt] = [cache.begun, Date.now()];
  const rows = await db.select({ key: settings.key, value: settings.value }).from(settings);
  // One that began later knows more, whichever of them answers first.
  if (cache.current !== null && mine < cache.shown) return cache.current;
  const current = parse(Object.fromEntries(rows.map((row) => [row.key, row.value])));
  Object.assign(cache, { current, readAt, shown: mine });
  return current;
}

function parse(stored: Record<string, unknown>): Settings {
  const keys = Object.keys(settingSchemas) as SettingKey[];
  return Object.fromEntries(keys.map((key) => [key, settingSchemas[key].parse(stored[key])])) as Settings;
}
