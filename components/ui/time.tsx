"use client";

import { useLocale } from "use-intl/react";
import { classNames } from "./class-names.ts";
import { absoluteTime, relativeTime } from "./relative-time.ts";
import { useNow } from "./use-now.ts";

type TimeProps = {
  /** A date, an ISO string, or ms since the epoch. */
  value: Date | string | number;
  format?: "relative" | "date" | "minute" | "second" | undefined;
  className?: string | undefined;
};

/**
 * A point in time. The server writes it in UTC; the browser turns it into the reader's zone, or into "4 min ago",
 * inside the room that the absolute text has taken, so that nothing moves.
 */
export function Time({ value, format = "relative", className }: TimeProps) {
  const locale = useLocale();
  const now = useNow();
  const at = new Date(value);
  const precision = format === "relative" ? "minute" : format;
  const zone = now === null ? "UTC" : undefined;
  const absolute = absoluteTime(at.getTime(), locale, precision, zone);
  const relative = format === "relative" && now !== null ? relativeTime(at.getTime(), now, locale) : null;
  return (
    <time
      dateTime={at.toISOString()}
      title={absoluteTime(at.getTime(), locale, "second", zone)}
      data-room={absolute}
      // The two sides' locale data may write the same date differently.
      suppressHydrationWarning
      className={classNames("room whitespace-nowrap", className)}
    >
      {relative ?? absolute}
    </time>
  );
}
