/** How long before a session ends people are told. Milliseconds. */
export const WARNING = 2 * 60_000;

export type SessionTimes = {
  /** A session that nobody uses ends after this. Milliseconds. */
  idle: number;
  /** When it ends whatever happens, in ms. */
  endsAt: number;
};

/** When a session ends that was last used at `usedAt` (ms), and by which of its clocks. */
export function endOfSession({ idle, endsAt }: SessionTimes, usedAt: number): { at: number; why: "idle" | "absolute" } {
  const idleAt = usedAt + idle;
  return idleAt < endsAt ? { at: idleAt, why: "idle" } : { at: endsAt, why: "absolute" };
}

/** Whether a request that the browser made was a use of the session: the page's files are not, nor what it sends by itself. */
export function isUse(url: string, origin: string): boolean {
  if (!url.startsWith(`${origin}/`)) return false;
  const path = url.slice(origin.length);
  return !/^\/(?:_next\/|icon\.svg|trusted-types\.js|api\/(?:health|csp-report|events))/.test(path);
}
