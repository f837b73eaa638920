import { join } from "node:path";
import { env } from "#lib/platform/env.ts";
import { processState } from "#lib/platform/process-state.ts";
import type { BlobStore } from "./blob-store.ts";
import { openDiskStore } from "./disk-store.ts";

/** The store of this process: the bucket, if one is configured, else the disk. Throws `StartupError`. */
export function openStore(): Promise<BlobStore> {
  return processState("documents.store", async () => {
    const { s3, dataDir } = env();
    if (s3 === null) return openDiskStore(filesFolder(dataDir));
    // Loaded only where it is used: the client is large.
    const { openS3Store } = await import("./s3-store.ts");
    return openS3Store(s3);
  });
}

/** Where uploads are written until it is known whether they are taken. On the file system of the disk store. */
export function incomingFolder(): string {
  return join(filesFolder(env().dataDir), "incoming");
}

const filesFolder = (dataDir: string) => join(dataDir, "files");
