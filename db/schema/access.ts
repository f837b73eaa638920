import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "../columns.ts";
import { accounts } from "./accounts.ts";

/** A permission that its holder lent to somebody else for some time. */
export const delegations = pgTable(
  "delegations",
  {
    id: uuid("id").primaryKey(),
    permission: text("permission").notNull(),
    fromId: uuid("from_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    toId: uuid("to_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [index("delegations_to").on(t.toId), index("delegations_from").on(t.fromId)],
);

/** Leave to read what belongs to somebody else, for a reason and a short time. */
export const breakGlass = pgTable(
  "break_glass",
  {
    id: uuid("id").primaryKey(),
    holderId: uuid("holder_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** In the holder's words, sealed with the system key. */
    reason: bytes("reason").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [index("break_glass_holder").on(t.holderId), index("break_glass_owner").on(t.ownerId)],
);

/** Tokens with which programs act for a person. Only a hash is kept. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: uuid("id").primaryKey(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** What its owner calls it, sealed. */
    name: bytes("name").notNull(),
    tokenHash: bytes("token_hash").notNull(),
    /** The last four characters, by which its owner recognises it. */
    tail: text("tail").notNull(),
    scopes: text("scopes").array().notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    endedAt: instant("ended_at"),
  },
  (t) => [uniqueIndex("api_tokens_hash").on(t.tokenHash), index("api_tokens_owner").on(t.ownerId)],
);

/** Networks that may, or may not, reach the site or its administration. */
export const addressRules = pgTable(
  "address_rules",
  {
    id: uuid("id").primaryKey(),
    effect: text("effect", { enum: ["allow", "block"] }).notNull(),
    /** CIDR; a single address is a network of one. */
    network: text("network").notNull(),
    /** What the rule is about: every page, or the administration alone. */
    area: text("area", { enum: ["everything", "administration"] }).notNull(),
    /** Why, for the next administrator. */
    note: text("note").notNull().default(""),
    createdBy: uuid("created_by"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
  },
  (t) => [uniqueIndex("address_rules_network").on(t.effect, t.area, t.network)],
);
