/** What NUMBERS.md promises about files. Bytes, milliseconds, counts. */
export const fileLimits = {
  bytes: 10 * 1024 * 1024,
  nameCharacters: 200,
  segmentBytes: 64 * 1024,
  archive: { entries: 1_000, unpackedBytes: 100 * 1024 * 1024, ratio: 100 },
  reading: { milliseconds: 30_000, memoryMiB: 512, atOnce: 2 },
  passages: 20_000,
} as const;

/** Why a file was let out of quarantine or destroyed, in characters. */
export const decisionReason = { least: 5, most: 500 } as const;

/** How work on documents goes on by itself. Milliseconds. */
export const processing = {
  atOnce: 2,
  /** Longer than a scan or a reading may take. */
  lease: 4 * 60_000,
  lookEvery: 2_000,
  /** Before the next try: a second, doubled up to ten minutes. */
  pauseAfter: (attempts: number) => Math.min(1_000 * 2 ** Math.max(0, attempts - 1), 600_000),
} as const;

/** Looking again at what was scanned with older signatures. Counts and milliseconds. */
export const rescanning = {
  /** In one run; the rest waits for the next. */
  most: 2_000,
  /** How long a run goes on. A job may last a quarter of an hour, and the last scan takes its time, too. */
  longest: 10 * 60_000,
  /** A scanner without the daily signatures does not tell when it gets others: it is asked again after this time. */
  undatedAfter: 24 * 60 * 60_000,
} as const;
