import { env } from "#lib/platform/env.ts";
import { processState } from "#lib/platform/process-state.ts";
import { createScanPool, type Scanned, type ScanPool } from "./pool.ts";

/** The scanner of this process; null when none is configured. */
export function scanner(): ScanPool | null {
  const address = env().clamd;
  return address === null ? null : processState("scanner", () => createScanPool(address));
}

/** Has the configured scanner look at a file. Where none is configured any more, a file that waits for one goes on waiting. */
export async function scanBytes(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<Scanned> {
  return (await scanner()?.scan(source, signal)) ?? { kind: "unavailable", reason: "no-connection" };
}
