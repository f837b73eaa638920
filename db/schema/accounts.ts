import { sql } from "drizzle-orm";
import { boolean, pgTable, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
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
    /** Set when the owner said "this wasn't me", or an administrator wants it: the next sign-in asks for a new one. */
    mustChangePassword: boolean("must_change_password").notNull().default(false),
    /** An administrator wants a second factor of this person, whatever their role. */
    factorRequired: boolean("factor_required").notNull().default(false),
    emailVerifiedAt: instant("email_verified_at"),
    /** The language of mails. */
    language: text("language", { enum: ["en", "de"] })
      .notNull()
      .default("en"),
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
