import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "../columns.ts";
import { accounts } from "./accounts.ts";

const account = () =>
  uuid("account_id")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** How the first factor of a sign-in was shown. */
export const signInMethods = ["password", "passkey", "oidc", "mail-link", "setup", "invitation"] as const;

/** A signed-in device, which is also a family of refresh tokens. Ending the row ends the session at its next request. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    accountId: account(),
    method: text("method", { enum: signInMethods }).notNull(),
    /** The second factor that was shown, if one was. */
    secondFactor: text("second_factor", { enum: ["totp", "passkey", "recovery-code"] }),
    /** The browser that was recognised by its cookie. */
    deviceId: uuid("device_id"),
    /** Address and device, sealed with the account's key. */
    origin: bytes("origin").notNull(),
    /** HMAC of the network and of the browser's family: when both change at once, somebody else holds the cookie. */
    networkIndex: bytes("network_index"),
    browserIndex: bytes("browser_index"),
    signedInAt: instant("signed_in_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [index("sessions_account").on(t.accountId, t.lastSeenAt)],
);

/** The refresh tokens of a session, each the successor of another. Only hashes are kept. */
export const refreshTokens = pgTable(
  "refresh_tokens",
  {
    id: uuid("id").primaryKey(),
    sessionId: uuid("session_id")
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    tokenHash: bytes("token_hash").notNull(),
    issuedAt: instant("issued_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    successorId: uuid("successor_id"),
    /** The successor itself, sealed with the account's key, for those who come within the grace; gone once it is used. */
    successor: bytes("successor"),
  },
  (t) => [uniqueIndex("refresh_tokens_hash").on(t.tokenHash), index("refresh_tokens_session").on(t.sessionId)],
);

/** A browser that an account has signed in with. Known by a cookie of its own; only a hash of that is kept. */
export const knownDevices = pgTable(
  "known_devices",
  {
    id: uuid("id").primaryKey(),
    accountId: account(),
    cookieHash: bytes("cookie_hash").notNull(),
    firstSeenAt: instant("first_seen_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
  },
  (t) => [uniqueIndex("known_devices_cookie").on(t.accountId, t.cookieHash)],
);

/** Links that work once. Only a hash of the token is kept. */
export const linkPurposes = [
  "setup",
  "invitation",
  "verify-email",
  "reset-password",
  "change-email",
  "sign-in",
] as const;
export const oneTimeLinks = pgTable(
  "one_time_links",
  {
    id: uuid("id").primaryKey(),
    purpose: text("purpose", { enum: linkPurposes }).notNull(),
    tokenHash: bytes("token_hash").notNull(),
    /** The role of the account it makes; for links of an account that is there, that account's. */
    role: text("role", { enum: ["user", "premium", "moderator", "admin"] }).notNull(),
    /** Whose link it is; null for links that make an account. */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    /** The address the link is about, sealed: with the system key, or with the account's where there is one. */
    email: bytes("email"),
    createdBy: uuid("created_by"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    uniqueIndex("one_time_links_token").on(t.tokenHash),
    index("one_time_links_account").on(t.accountId, t.purpose, t.createdAt),
  ],
);

/** Failed tries that make the next ones wait. A try is counted before it is judged, so that parallel ones count. */
export const throttles = pgTable(
  "throttles",
  {
    /** HMAC of what is counted: an account with an address, an account with a device, an address, an account's codes. */
    key: bytes("key").primaryKey(),
    /** HMAC of the account's e-mail address or its id, so that an administrator can unlock all of them; null for addresses. */
    subject: bytes("subject"),
    failures: integer("failures").notNull(),
    /** How many waits there have been in a row; each doubles the next. */
    waits: integer("waits").notNull().default(0),
    since: instant("since").notNull(),
    waitUntil: instant("wait_until"),
  },
  (t) => [index("throttles_subject").on(t.subject), index("throttles_since").on(t.since)],
);

/** What must not be shown twice although a browser could (challenges, sealed steps): the hash of each that was used. */
export const spentTokens = pgTable("spent_tokens", {
  hash: bytes("hash").primaryKey(),
  expiresAt: instant("expires_at").notNull(),
});

/** Mails to be sent: rows of the transaction that had a reason to tell. The content is sealed with the system key. */
export const mails = pgTable(
  "mails",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    /** Address, subject and text as JSON; null once it was sent. */
    content: bytes("content"),
    createdAt: instant("created_at").notNull(),
    sentAt: instant("sent_at"),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at"),
    failed: boolean("failed").notNull().default(false),
  },
  (t) => [index("mails_waiting").on(t.sentAt, t.nextAttemptAt)],
);
