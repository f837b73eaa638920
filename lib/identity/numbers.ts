import type { Role } from "#lib/access/schema.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What holds until an administrator changes it: sessions of each role, and the lifetimes of their tokens. */
export const sessionDefaults = {
  user: { idleMinutes: 12 * 60, absoluteHours: 7 * 24, most: 5 },
  premium: { idleMinutes: 12 * 60, absoluteHours: 7 * 24, most: 5 },
  moderator: { idleMinutes: 60, absoluteHours: 24, most: 2 },
  admin: { idleMinutes: 30, absoluteHours: 12, most: 2 },
} as const satisfies Record<Role, { idleMinutes: number; absoluteHours: number; most: number }>;
/** Between what an administrator may set them. */
export const sessionBounds = {
  idleMinutes: { min: 5, max: 7 * 24 * 60 },
  absoluteHours: { min: 1, max: 90 * 24 },
  most: { min: 1, max: 50 },
} as const;
export const tokenBounds = { accessMinutes: { min: 1, max: 60 }, refreshDays: { min: 1, max: 90 } } as const;
export const tokenDefaults = { accessMinutes: 30, refreshDays: 7 } as const;

/** Two tabs may refresh at once; a thief comes later. Milliseconds. */
export const REFRESH_GRACE = 10 * SECOND;
/** An access token with less left is exchanged at once, so that none expires in the middle of a form. Milliseconds. */
export const REFRESH_EARLY = MINUTE;

/** How long links that work once are good for, in milliseconds. */
export const linkLifetime = {
  setup: 7 * DAY,
  invitation: 7 * DAY,
  "verify-email": DAY,
  "change-email": DAY,
  "reset-password": HOUR,
  "sign-in": 15 * MINUTE,
} as const;

/** How often a session's last use is written down, in milliseconds. */
export const SEEN_EVERY = MINUTE;

/** Time between two steps of one sign-in, in milliseconds. */
export const STEP_LIFETIME = 10 * MINUTE;

/** Failures before waiting, the window in which they count, and the waits. Milliseconds. */
export const throttle = {
  failures: 5,
  perAddress: 25,
  window: 15 * MINUTE,
  wait: MINUTE,
  longestWait: 15 * MINUTE,
} as const;

/** Reset requests in an hour. */
export const resetRequests = { perAccount: 3, perAddress: 5, window: HOUR } as const;

/** A new password: what it must score, and how long the list of breached ones may take to answer. Milliseconds. */
export const passwordRules = { score: 3, breachAnswer: 2 * SECOND } as const;

/** One-time passwords (RFC 6238): seconds a code is valid, and how many steps a clock may be off. */
export const totp = { seconds: 30, drift: 1, digits: 6 } as const;
/** The secret of an authenticator app waits this long for its first code. Milliseconds. */
export const TOTP_SETUP = 15 * MINUTE;
export const RECOVERY_CODES = 10;

/** A passkey's challenge is good for so long (milliseconds), and once. */
export const CEREMONY_LIFETIME = 5 * MINUTE;
/** Passkeys of one account. */
export const MOST_PASSKEYS = 20;

/** Who is asked to sign in once more at a sign-in service has done so in the last minutes. Milliseconds. */
export const OIDC_AGAIN = 5 * MINUTE;

/** A waiting factor reset is forgotten after this. Milliseconds. */
export const FACTOR_RESET_LIFETIME = DAY;

/** How long glass stays broken. Milliseconds. */
export const BREAK_GLASS = HOUR;

export const passkeyNameLength = 60;

/** Characters of the reason for removing somebody's lost factors. */
export const resetReason = { least: 20, most: 2_000 } as const;

/** A list of people: bytes of its file, and lines that say somebody. */
export const importLimits = { bytes: 1_000_000, rows: 2_000 } as const;

/** API tokens of one person that may be live at once, and the days one may last. */
export const MOST_TOKENS = 20;
export const tokenDays = { least: 1, most: 365 } as const;

/** How much of what has no pages a list shows at most. */
export const mostListed = { invitations: 100, factorResets: 100, tokens: 200 } as const;
