/** After a failure the store is left alone this long, then one call tries it again. */
const RETRY_MS = 1000;
/** Failures with less than this between them are one trouble, told once. */
const CALM_MS = 60_000;

/** Keeps calls away from a store that does not answer. Times are milliseconds. */
export function createBreaker(onTrouble: (reason: string) => void) {
  let closedFrom = 0;
  let broken = false;
  let probing = false;
  let lastFailure = Number.NEGATIVE_INFINITY;

  return {
    /** Whether to ask the store now. While it is broken, one caller a second is told yes. */
    mayAsk(now: number): boolean {
      if (!broken) return true;
      if (probing || now < closedFrom) return false;
      probing = true;
      return true;
    },
    answered(): void {
      broken = false;
      probing = false;
    },
    failed(now: number, reason: string): void {
      const known = now - lastFailure < CALM_MS;
      broken = true;
      probing = false;
      closedFrom = now + RETRY_MS;
      lastFailure = now;
      if (!known) onTrouble(reason);
    },
  };
}
