import type { Role } from "#lib/access/schema.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds without a request after which a session is over. */
export const idleTimeout: Record<Role, number> = {
  user: 12 * HOUR,
  premium: 12 * HOUR,
  moderator: HOUR,
  admin: 30 * MINUTE,
};

/** Milliseconds after which a session is over whatever happens. */
export const sessionLifetime: Record<Role, number> = {
  user: 7 * DAY,
  premium: 7 * DAY,
  moderator: 24 * HOUR,
  admin: 12 * HOUR,
};

/** Sessions at once; the least recently used one ends when another begins. */
export const mostSessions: Record<Role, number> = { user: 5, premium: 5, moderator: 2, admin: 2 };

/** How long links that work once are good for, in milliseconds. */
export const linkLifetime = { setup: 7 * DAY, invitation: 7 * DAY } as const;

/** How often a session's last use is written down, in milliseconds. */
export const SEEN_EVERY = MINUTE;
