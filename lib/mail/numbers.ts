const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Tries to send one mail before it counts as failed. */
export const MOST_ATTEMPTS = 8;

/** A mail that a process took and never told about is taken again after this: the process is gone. Milliseconds. */
export const LEASE = MINUTE;

/**
 * How long a process may take over the mails that it took, until it hangs up. Well below the lease, so that a slow mail
 * server is left before another process tries. Milliseconds.
 */
export const LONGEST_SEND = 40 * SECOND;

/** How many mails one process hands in at the same time. */
export const AT_ONCE = 5;

/** How often the sender looks by itself, should an announcement be lost. Milliseconds. */
export const LOOK_EVERY = 2 * SECOND;

/** Mails that are over are kept this long, without their content. Milliseconds. */
export const KEPT = 30 * 24 * HOUR;

/** The pause after the nth failed try, in milliseconds: ten seconds, then each time four times as long, up to an hour. */
export function pauseAfter(attempts: number): number {
  return Math.min(10 * SECOND * 4 ** (attempts - 1), HOUR);
}
