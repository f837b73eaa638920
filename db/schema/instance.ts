import { boolean, integer, jsonb, pgTable, real, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "../columns.ts";

/** What administrators changed from its default; the key names the setting, its schema is in lib/settings. */
export const settings = pgTable("settings", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
  changedBy: uuid("changed_by"),
  changedAt: instant("changed_at").notNull(),
});

/** Language models that an administrator connected; those of the environment are not stored. */
export const models = pgTable("models", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  provider: text("provider", { enum: ["openai", "anthropic", "openai-compatible"] }).notNull(),
  modelId: text("model_id").notNull(),
  baseUrl: text("base_url"),
  /** Sealed with the system key. */
  apiKey: bytes("api_key"),
  zone: text("zone", { enum: ["local", "private", "external"] }).notNull(),
  contextTokens: integer("context_tokens").notNull(),
  maxOutputTokens: integer("max_output_tokens"),
  /** US dollars per million tokens. */
  inputPrice: real("input_price"),
  outputPrice: real("output_price"),
  enabled: boolean("enabled").notNull().default(true),
  createdAt: instant("created_at").notNull(),
});
