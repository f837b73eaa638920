import { bigint, boolean, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "../columns.ts";
import { accounts } from "./accounts.ts";

const account = () =>
  uuid("account_id")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** An authenticator app. One per account; until it is confirmed by a code it counts for nothing. */
export const totpFactors = pgTable("totp_factors", {
  accountId: uuid("account_id")
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  /** The shared secret, sealed. */
  secret: bytes("secret").notNull(),
  createdAt: instant("created_at").notNull(),
  confirmedAt: instant("confirmed_at"),
  /** The time step of the last code that was taken: no code works twice. */
  lastStep: bigint("last_step", { mode: "number" }),
});

/** Codes for the day the other factors are lost; each works once. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    id: uuid("id").primaryKey(),
    accountId: account(),
    codeHash: bytes("code_hash").notNull(),
    createdAt: instant("created_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [uniqueIndex("recovery_codes_code").on(t.accountId, t.codeHash)],
);

/** WebAuthn credentials. */
export const passkeys = pgTable(
  "passkeys",
  {
    id: uuid("id").primaryKey(),
    accountId: account(),
    /** The credential's id, base64url, as browsers send it. */
    credentialId: text("credential_id").notNull(),
    /** COSE public key. */
    publicKey: bytes("public_key").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull(),
    transports: text("transports").array().notNull(),
    backedUp: boolean("backed_up").notNull(),
    /** What its owner calls it, sealed. */
    name: bytes("name").notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [uniqueIndex("passkeys_credential").on(t.credentialId), index("passkeys_account").on(t.accountId)],
);

/** Who an OpenID provider says somebody is. */
export const oidcIdentities = pgTable(
  "oidc_identities",
  {
    id: uuid("id").primaryKey(),
    accountId: account(),
    /** The id of the provider in the configuration. */
    provider: text("provider").notNull(),
    issuer: text("issuer").notNull(),
    /** HMAC of issuer and subject. */
    subjectIndex: bytes("subject_index").notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at").notNull(),
  },
  (t) => [uniqueIndex("oidc_identities_subject").on(t.subjectIndex), index("oidc_identities_account").on(t.accountId)],
);

/** A lost factor that an administrator asked to remove; where there are two administrators, another must agree. */
export const factorResets = pgTable(
  "factor_resets",
  {
    id: uuid("id").primaryKey(),
    accountId: account(),
    /** Why, in the words of who asked; sealed with the system key. */
    reason: bytes("reason").notNull(),
    requestedBy: uuid("requested_by").notNull(),
    requestedAt: instant("requested_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    decidedBy: uuid("decided_by"),
    decidedAt: instant("decided_at"),
    state: text("state", { enum: ["waiting", "done", "declined"] }).notNull(),
  },
  (t) => [index("factor_resets_account").on(t.accountId)],
);
