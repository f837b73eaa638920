const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * "4 min. ago", "yesterday", "in 2 hr."; null when it is a week or more away and a date says it better.
 * Within a minute it is "now", whichever clock is ahead. Times in ms since the epoch.
 */
export function relativeTime(at: number, now: number, locale: string): string | null {
  const distance = at - now;
  const far = Math.abs(distance);
  if (far >= 7 * DAY) return null;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  if (far < MINUTE) return format.format(0, "second");
  if (far < HOUR) return format.format(Math.trunc(distance / MINUTE), "minute");
  if (far < DAY) return format.format(Math.trunc(distance / HOUR), "hour");
  return format.format(Math.trunc(distance / DAY), "day");
}

/** "22 Nov 2026", with "03:16" or "03:16:09" when asked. Without a zone, that of whoever reads. */
export function absoluteTime(
  at: number,
  locale: string,
  precision: "date" | "minute" | "second",
  timeZone?: string,
): string {
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    ...(precision !== "date" && { hour: "2-digit", minute: "2-digit", hourCycle: "h23" as const }),
    ...(precision === "second" && { second: "2-digit", timeZoneName: "short" as const }),
    ...(timeZone !== undefined && { timeZone }),
  }).format(at);
}
