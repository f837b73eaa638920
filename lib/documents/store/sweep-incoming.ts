import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { unlessMissing } from "./blob-store.ts";

/** No upload writes nothing for this long: what is older was left by a process that was killed. Milliseconds. */
const LEFT_AFTER = 60 * 60 * 1_000;

/** Removes what killed processes left among the incoming files; answers how many. */
export async function sweepIncoming(folder: string, now: Date): Promise<number> {
  let removed = 0;
  for (const name of (await readdir(folder).catch(unlessMissing)) ?? []) {
    const path = join(folder, name);
    const found = await stat(path).catch(unlessMissing);
    if (!found?.isFile() || now.getTime() - found.mtimeMs < LEFT_AFTER) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}
