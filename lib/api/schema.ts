import { z } from "zod";
import { labels } from "#lib/access/labels.ts";
import {
  ConversationCursor,
  EditConversation,
  OneConversation,
  ReadMessages,
  ReadUsage,
  SendMessage,
} from "#lib/chat/schema.ts";
import { documentStates, EditDocument, kinds, OneDocument, SearchDocuments } from "#lib/documents/schema.ts";
import { ZONES } from "#lib/models/schema.ts";
import { severities } from "#lib/security/events/catalog.ts";
import { EventFilter } from "#lib/security/events/schema.ts";

// What programs send and get under /api/v1. Times are ISO 8601 in UTC.

export {
  EditConversation,
  EditDocument,
  EventFilter,
  OneConversation,
  OneDocument,
  ReadMessages,
  ReadUsage,
  SearchDocuments,
  SendMessage,
};

/** Opaque: nobody should build one. */
const Cursor = ConversationCursor.meta({ format: "cursor" });

/** `before` is the `next` of the page one has. */
export const ListPage = z.strictObject({
  archived: z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .optional(),
  before: Cursor.optional(),
});
export type ListPage = z.infer<typeof ListPage>;

export const Nothing = z.strictObject({});

const instant = z.iso.datetime();
const count = z.int().min(0);

const line = {
  id: z.uuid(),
  title: z.string(),
  pinned: z.boolean(),
  archived: z.boolean(),
  activeAt: instant,
};

export const ConversationList = z.strictObject({
  conversations: z.array(z.strictObject(line)),
  next: Cursor.nullable().describe("Send it as `before` to get the next page; null on the last one."),
});

export const ConversationDetail = z.strictObject({
  ...line,
  label: z.enum(labels),
  modelId: z.string(),
  createdAt: instant,
});

const source = { id: z.string(), title: z.string(), href: z.string(), quote: z.string() };
const state = z.enum(["streaming", "complete", "stopped", "interrupted", "failed"]);

export const MessageList = z.strictObject({
  messages: z.array(
    z.strictObject({
      id: z.uuid(),
      parentId: z.uuid().nullable(),
      author: z.enum(["person", "model"]),
      parts: z.array(
        z.discriminatedUnion("type", [
          z.strictObject({ type: z.literal("text"), text: z.string() }),
          z.strictObject({ type: z.literal("reasoning"), text: z.string() }),
          z.strictObject({ type: z.literal("source"), ...source }),
        ]),
      ),
      state,
      failure: z.string().nullable(),
      modelId: z.string().nullable(),
      createdAt: instant,
      siblings: z.array(z.uuid()).describe("All branches at this place, oldest first, this one included."),
    }),
  ),
  earlier: z.boolean().describe("Whether more messages precede the first; send its id as `before`."),
});

export const FinishedReply = z.strictObject({
  conversationId: z.uuid(),
  messageId: z.uuid(),
  parentId: z.uuid().describe("The id of the message that was sent."),
  modelId: z.string(),
  state: state.describe("`streaming` after four minutes: the reply goes on and can be read later."),
  failure: z.string().nullable(),
  text: z.string(),
  sources: z.array(z.strictObject(source)),
  usage: z.strictObject({ inputTokens: count.nullable(), outputTokens: count.nullable() }),
});

export const Usage = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  days: z.array(
    z.strictObject({
      day: z.iso.date(),
      modelId: z.string(),
      replies: count,
      inputTokens: count,
      outputTokens: count,
    }),
  ),
});

export const ModelList = z.strictObject({
  models: z
    .array(z.strictObject({ id: z.string(), name: z.string(), zone: z.enum(ZONES) }))
    .describe("The first is asked when a message names none."),
});

export const EventPage = z.strictObject({
  events: z.array(
    z.strictObject({
      seq: count,
      id: z.uuid(),
      name: z.string(),
      severity: z.enum(severities),
      at: instant,
      actorKind: z.enum(["anonymous", "person", "token", "operator", "system"]),
      actorId: z.string().nullable(),
      requestId: z.string(),
      data: z.record(z.string(), z.unknown()),
      origin: z
        .strictObject({ address: z.string().nullable(), device: z.string().nullable() })
        .nullable()
        .describe("Only with the scope `event.read-origin`."),
    }),
  ),
  next: count.nullable().describe("Send it as `before` to get older events; null when there are none."),
});

const documentState = z
  .enum(documentStates)
  .describe("`ready`: it can be asked. `scanning` and `extracting` go on by themselves.");
const label = z.enum(labels);

const document = {
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(kinds),
  size: count.describe("Bytes."),
  label,
  state: documentState,
  failure: z.string().nullable().describe("Why nothing could be read out of it; a code."),
  scanner: z.enum(["clamav", "built-in"]).nullable(),
  signature: z.string().nullable().describe("What was found, in the scanner's words."),
  scannedAt: instant.nullable(),
  reason: z.string().nullable().describe("Why it was let out of quarantine, or destroyed."),
  pages: count.nullable(),
  createdAt: instant,
  usedIn: count.describe("Conversations that it grounds."),
};

export const Document = z.strictObject(document);
export const DocumentList = z.strictObject({ documents: z.array(Document) });

export const UploadDocument = z.strictObject({
  name: z.string().min(1).max(1_000).describe("As it is called on your machine, with its ending."),
  conversationId: z.uuid().optional(),
});

export const UploadedDocument = z.strictObject({
  documentId: z.uuid(),
  state: documentState,
  isKnown: z.boolean().describe("You have this very content already; it is the same document."),
});

export const FoundPassages = z.strictObject({
  passages: z.array(
    z.strictObject({
      documentId: z.uuid(),
      documentName: z.string(),
      label,
      ordinal: count.describe("Its place among the passages of the document, from 0."),
      page: z.int().min(1).nullable().describe("In a PDF."),
      heading: z.string().nullable(),
      text: z.string(),
      quotation: z.string().describe("What of it fits best, word for word."),
    }),
  ),
});

export const Refusal = z.strictObject({
  error: z.string().describe("A code that stays the same."),
  message: z.string().describe("A sentence for people."),
  requestId: z.string().nullable().describe("Quote it to whoever runs the instance."),
});
