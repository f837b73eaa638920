import { askVersion, type ScannerVersion, scanStream, type Verdict } from "./clamd.ts";
import { type ClamdAddress, ScannerFailed } from "./connection.ts";
import { scanLimits } from "./numbers.ts";

/** `version` names the scanner and the signatures it used. */
export type Scanned =
  | (Exclude<Verdict, { kind: "unavailable" }> & { version: string })
  | Extract<Verdict, { kind: "unavailable" }>;

export type ScanPool = {
  /** Waits its turn, then has the file looked at. Throws what `source` throws, and the signal's reason. */
  scan(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<Scanned>;
  /** Remembered for five minutes, so that new signatures are noticed. Throws {@link ScannerFailed}. */
  version(): Promise<ScannerVersion>;
};

/** At most `atOnce` scans at a time; who comes first is scanned first. */
export function createScanPool(
  address: ClamdAddress,
  { atOnce = scanLimits.atOnce, now = () => Date.now() }: { atOnce?: number; now?: () => number } = {},
): ScanPool {
  let running = 0;
  const waiting: (() => void)[] = [];
  let known: { version: Promise<ScannerVersion>; at: number } | null = null;

  function version(): Promise<ScannerVersion> {
    if (known !== null && now() - known.at < scanLimits.versionMs) return known.version;
    const asked = { version: askVersion(address), at: now() };
    known = asked;
    asked.version.catch(() => {
      if (known === asked) known = null;
    });
    return asked.version;
  }

  async function turn(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (running < atOnce) {
      running++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(go), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", leave, { once: true });
      waiting.push(go);
    });
  }

  /** The place goes to the next in line without ever being free. */
  function leaveTurn(): void {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }

  /** The version is asked before the scan: at worst a file is taken to be scanned with older signatures than it was. */
  async function scanNow(source: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): Promise<Scanned> {
    try {
      const { name } = await version();
      const verdict = await scanStream(address, source, signal);
      if (verdict.kind !== "unavailable") return { ...verdict, version: name };
      known = null; // it may come back with other signatures
      return verdict;
    } catch (error) {
      if (error instanceof ScannerFailed) return { kind: "unavailable", reason: error.reason };
      throw error;
    }
  }

  return {
    version,
    async scan(source, signal) {
      await turn(signal);
      try {
        const scanned = await scanNow(source, signal);
        signal?.throwIfAborted();
        return scanned;
      } finally {
        leaveTurn();
      }
    },
  };
}
