import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { fileLimits } from "#lib/documents/numbers.ts";
import { openDiskStore } from "#lib/documents/store/disk-store.ts";
import { receiveFile } from "#lib/documents/store/receive-file.ts";

// Takes files in as the door does, without the door: `seal-files.ts <folder> <files>`. Writes one line of JSON.
const [folder = "", files = "0"] = process.argv.slice(2);
/** Before the first measured file, so that what is compiled once is compiled. */
const WARM_UP = 5;

/** Of all files together: bytes of plain content, CPU seconds of this process with all its threads, seconds. */
export type SealingFigures = { bytes: number; cpu: number; seconds: number };

const content = randomBytes(fileLimits.bytes);
const store = openDiskStore(folder);

/** As a socket gives it. */
async function* chunks(): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536);
}

async function takeIn(): Promise<void> {
  const id = randomUUID();
  const path = join(folder, "incoming", id);
  const received = await receiveFile(chunks(), { id, path, key: randomBytes(32) }, new AbortController().signal);
  if (!received.ok) throw new Error(received.error);
  await store.put(id, path);
  await store.remove(id);
}

for (let n = 0; n < WARM_UP; n += 1) await takeIn();
const from = performance.now();
const before = process.cpuUsage();
for (let n = 0; n < Number(files); n += 1) await takeIn();
const { user, system } = process.cpuUsage(before);
const figures: SealingFigures = {
  bytes: Number(files) * content.length,
  cpu: (user + system) / 1e6,
  seconds: (performance.now() - from) / 1000,
};
console.log(JSON.stringify(figures));
