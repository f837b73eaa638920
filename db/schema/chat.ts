import { sql } from "drizzle-orm";
import { type AnyPgColumn, boolean, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "../columns.ts";
import { accounts } from "./accounts.ts";

export const conversations = pgTable(
  "conversations",
  {
    id: uuid("id").primaryKey(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** Sealed with the owner's key. */
    title: bytes("title").notNull(),
    label: text("label", { enum: ["public", "internal", "confidential", "restricted"] })
      .notNull()
      .default("internal"),
    /** The model last chosen here; an id of `models`, of the environment, or `librarian`. */
    modelId: text("model_id").notNull(),
    /** Whether replies are grounded in the owner's whole library, and not only in the documents that are attached. */
    library: boolean("library").notNull().default(false),
    /** The end of the branch last looked at. */
    leafId: uuid("leaf_id"),
    pinnedAt: instant("pinned_at"),
    archivedAt: instant("archived_at"),
    createdAt: instant("created_at").notNull(),
    activeAt: instant("active_at").notNull(),
  },
  (t) => [index("conversations_owner").on(t.ownerId, t.archivedAt, t.activeAt.desc())],
);

/** A tree: editing or regenerating adds a sibling, nothing is overwritten. */
export const messages = pgTable(
  "messages",
  {
    id: uuid("id").primaryKey(),
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    parentId: uuid("parent_id").references((): AnyPgColumn => messages.id, { onDelete: "cascade" }),
    author: text("author", { enum: ["person", "model"] }).notNull(),
    /** JSON of the parts (lib/chat/schema), sealed with the owner's key. */
    parts: bytes("parts").notNull(),
    /** `streaming` while a process writes it; `stopped` by the person, `interrupted` when that process died. */
    state: text("state", { enum: ["streaming", "complete", "stopped", "interrupted", "failed"] }).notNull(),
    /** A code of lib/models, when it failed. */
    failure: text("failure"),
    modelId: text("model_id"),
    inputTokens: integer("input_tokens"),
    outputTokens: integer("output_tokens"),
    createdAt: instant("created_at").notNull(),
    /** Last sign of life of the process that streams it. */
    beatAt: instant("beat_at"),
    stopRequestedAt: instant("stop_requested_at"),
  },
  (t) => [
    index("messages_siblings").on(t.conversationId, t.parentId),
    index("messages_parent").on(t.parentId),
    index("messages_streaming").on(t.beatAt).where(sqlStreaming(t.state)),
  ],
);

function sqlStreaming(state: AnyPgColumn) {
  return sql`${state} = 'streaming'`;
}
