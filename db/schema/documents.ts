import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "../columns.ts";
import { accounts } from "./accounts.ts";
import { conversations } from "./chat.ts";

const owner = () =>
  uuid("owner_id")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

export const documents = pgTable(
  "documents",
  {
    /** Also the name of the sealed file in the store. */
    id: uuid("id").primaryKey(),
    ownerId: owner(),
    /** Sealed with the owner's key, like everything here that tells something. */
    name: bytes("name").notNull(),
    kind: text("kind", { enum: ["pdf", "docx", "txt", "md"] }).notNull(),
    /** Bytes of the plain content. */
    size: integer("size").notNull(),
    /** HMAC of owner and content: the same file twice is recognised, and only for one owner. */
    contentIndex: bytes("content_index").notNull(),
    /** Sealed JSON: the random key of the file, and the SHA-256 of its content. */
    fileKey: bytes("file_key").notNull(),
    label: text("label", { enum: ["public", "internal", "confidential", "restricted"] })
      .notNull()
      .default("internal"),
    state: text("state", { enum: ["scanning", "extracting", "ready", "failed", "quarantined", "destroyed"] }).notNull(),
    /** Why nothing could be read out of it, when it failed. */
    failure: text("failure"),
    scanner: text("scanner", { enum: ["clamav", "built-in"] }),
    /** What was found, in the scanner's words; null when nothing was. */
    signature: text("signature"),
    signaturesVersion: text("signatures_version"),
    scannedAt: instant("scanned_at"),
    /** Who let it out of quarantine or destroyed it, when, and why; the reason sealed with the owner's key. */
    decidedBy: uuid("decided_by").references(() => accounts.id, { onDelete: "set null" }),
    decidedAt: instant("decided_at"),
    reason: bytes("reason"),
    /** Of a PDF. */
    pages: integer("pages"),
    passageCount: integer("passage_count"),
    language: text("language", { enum: ["en", "de"] }),
    createdAt: instant("created_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** When the next step is due; while a process works on it, when its lease ends. Null: nothing is left to do. */
    dueAt: instant("due_at"),
  },
  (t) => [
    index("documents_owner").on(t.ownerId, t.createdAt),
    uniqueIndex("documents_content").on(t.ownerId, t.contentIndex),
    index("documents_due").on(t.dueAt).where(sql`${t.dueAt} is not null`),
    index("documents_quarantined").on(t.createdAt).where(sql`${t.state} = 'quarantined'`),
  ],
);

const document = () =>
  uuid("document_id")
    .notNull()
    .references(() => documents.id, { onDelete: "cascade" });

/** The text of a document, cut into pieces that follow each other without a gap. */
export const documentPassages = pgTable(
  "document_passages",
  {
    documentId: document(),
    ordinal: smallint("ordinal").notNull(),
    ownerId: owner(),
    page: integer("page"),
    /** Sealed JSON: heading, text, and where it starts and ends in the document's text. */
    body: bytes("body").notNull(),
    /** Terms in it. */
    length: smallint("length").notNull(),
    /** Sealed floats of the embedding model, where one is configured. */
    embedding: bytes("embedding"),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.ordinal] }), index("document_passages_owner").on(t.ownerId)],
);

/** Which documents hold a term, and in which of their passages: found by a keyed hash of the term, under the owner's key. */
export const documentTerms = pgTable(
  "document_terms",
  {
    ownerId: owner(),
    term: bytes("term").notNull(),
    documentId: document(),
    /** For each passage that holds it: ordinal (2 bytes), count (1), length of the passage in terms (2). */
    postings: bytes("postings").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ownerId, t.term, t.documentId] }),
    index("document_terms_document").on(t.documentId),
  ],
);

/** The documents that ground the replies of a conversation. */
export const conversationDocuments = pgTable(
  "conversation_documents",
  {
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    documentId: document(),
    addedAt: instant("added_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.documentId] }),
    index("conversation_documents_document").on(t.documentId),
  ],
);
