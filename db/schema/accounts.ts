import { sql } from "drizzle-orm";
import { index, pgTable, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "../columns.ts";

/** One person. E-mail and name are sealed with the account's own data key. */
export const accounts = pgTable(
  "accounts",
  {
    id: uuid("id").primaryKey(),
    role: text("role", { enum: ["user", "premium", "moderator", "admin"] }).notNull(),
    state: text("state", { enum: ["active", "suspended"] })
      .notNull()
      .default("active"),
    /** HMAC of the normalised address: how an account is found without its address being readable. */
    emailIndex: bytes("email_index").notNull(),
    email: bytes("email").notNull(),
    name: bytes("name").notNull(),
    /** PHC string, argon2id; null for a person who has no password. */
    passwordHash: text("password_hash"),
    passwordChangedAt: instant("password_changed_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [uniqueIndex("accounts_email").on(t.emailIndex)],
);

/** Keys that seal data, each wrapped by a master key. One per account; the instance's own have no account. */
export const dataKeys = pgTable(
  "data_keys",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id"),
    /** `account`, `system` (seals what belongs to nobody) or `index` (keys the blind indexes). */
    purpose: text("purpose", { enum: ["account", "system", "index"] }).notNull(),
    /** Null once destroyed: what it sealed can then be opened by nobody. */
    wrapped: bytes("wrapped"),
    masterVersion: smallint("master_version").notNull(),
    createdAt: instant("created_at").notNull(),
    destroyedAt: instant("destroyed_at"),
  },
  (t) => [
    uniqueIndex("data_keys_account").on(t.accountId).where(sql`${t.accountId} is not null`),
    uniqueIndex("data_keys_purpose").on(t.purpose).where(sql`${t.accountId} is null`),
  ],
);

/** A signed-in device. Ending the row ends the session at its next request. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    method: text("method", { enum: ["password", "setup", "invitation"] }).notNull(),
    /** Address and device, sealed with the account's key. */
    origin: bytes("origin").notNull(),
    signedInAt: instant("signed_in_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [index("sessions_account").on(t.accountId, t.lastSeenAt)],
);

/** Links that work once: the first administrator's, and invitations. Only a hash of the token is kept. */
export const oneTimeLinks = pgTable(
  "one_time_links",
  {
    id: uuid("id").primaryKey(),
    purpose: text("purpose", { enum: ["setup", "invitation"] }).notNull(),
    tokenHash: bytes("token_hash").notNull(),
    role: text("role", { enum: ["user", "premium", "moderator", "admin"] }).notNull(),
    /** The invited address, sealed with the system key. */
    email: bytes("email"),
    createdBy: uuid("created_by"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [uniqueIndex("one_time_links_token").on(t.tokenHash)],
);
