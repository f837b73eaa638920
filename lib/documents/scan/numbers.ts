/** Milliseconds and counts. */
export const scanLimits = {
  /** To connect, to hand over one chunk, to answer PING or VERSION. */
  stepMs: 5_000,
  /** From the end of the file to the verdict: clamd unpacks and reads, and works for others too. */
  verdictMs: 60_000,
  /** Everything together. */
  wholeMs: 180_000,
  chunkBytes: 64 * 1024,
  /** Longer than anything clamd answers. */
  answerBytes: 4 * 1024,
  /** clamd's own default is ten threads. */
  atOnce: 4,
  /** How long the version of the signatures is believed to be the current one. */
  versionMs: 5 * 60_000,
} as const;
