import type { z } from "zod";
import type { Permission } from "#lib/access/policy.ts";
import * as shape from "./schema.ts";

export type Endpoint<I = unknown, O = unknown> = {
  method: "get" | "post" | "patch" | "delete";
  /** Under `/api/v1`; what stands in braces belongs to the input. */
  path: `/${string}`;
  summary: string;
  description?: string;
  /** One of these the token must hold; the use case checks which. None: any token may. */
  scopes: readonly Permission[];
  /** Where the rest of the input stands. */
  from: "query" | "body" | "path";
  input: z.ZodType<I>;
  /** Null where there is nothing to say (204). */
  output: z.ZodType<O> | null;
  /** It may answer with server-sent events instead. */
  streams?: true;
  /** Its body is a file, as it is, and it answers 201. */
  takesFile?: true;
  /** It answers with a file. */
  givesFile?: true;
};

const endpoint = <I, O>(entry: Endpoint<I, O>) => entry;

/** Every door of the API: what the handlers read and write, and what `public/openapi.json` says. */
export const endpoints = {
  listConversations: endpoint({
    method: "get",
    path: "/conversations",
    summary: "Your conversations, pinned ones first, then the latest",
    scopes: ["conversation.read"],
    from: "query",
    input: shape.ListPage,
    output: shape.ConversationList,
  }),
  readConversation: endpoint({
    method: "get",
    path: "/conversations/{conversationId}",
    summary: "One conversation",
    scopes: ["conversation.read"],
    from: "path",
    input: shape.OneConversation,
    output: shape.ConversationDetail,
  }),
  editConversation: endpoint({
    method: "patch",
    path: "/conversations/{conversationId}",
    summary: "Rename, pin or archive a conversation",
    scopes: ["conversation.write"],
    from: "body",
    input: shape.EditConversation,
    output: null,
  }),
  deleteConversation: endpoint({
    method: "delete",
    path: "/conversations/{conversationId}",
    summary: "Delete a conversation with its messages, for good",
    scopes: ["conversation.delete"],
    from: "path",
    input: shape.OneConversation,
    output: null,
  }),
  listMessages: endpoint({
    method: "get",
    path: "/conversations/{conversationId}/messages",
    summary: "The messages of the branch last looked at, oldest first",
    scopes: ["conversation.read"],
    from: "query",
    input: shape.ReadMessages,
    output: shape.MessageList,
  }),
  sendMessage: endpoint({
    method: "post",
    path: "/messages",
    summary: "Send a message and get the reply",
    description:
      "Without `conversationId` it begins a conversation, which needs the scope `conversation.create`; with one it needs `conversation.write`. A reply that stands on documents needs `document.read` as well. With `stream: true` the answer is the AI SDK's UI message stream, version 1.",
    scopes: ["conversation.create", "conversation.write"],
    from: "body",
    input: shape.SendMessage,
    output: shape.FinishedReply,
    streams: true,
  }),
  listDocuments: endpoint({
    method: "get",
    path: "/documents",
    summary: "Your documents, the newest first; 1,000 at the most",
    scopes: ["document.read"],
    from: "query",
    input: shape.Nothing,
    output: shape.DocumentList,
  }),
  uploadDocument: endpoint({
    method: "post",
    path: "/documents",
    summary: "Upload a document",
    description:
      "The body is the file itself, up to 10 MiB: PDF, DOCX, text or Markdown. With `conversationId` it grounds that conversation from its next message on, which needs the scope `conversation.write`, too. Scanning and reading go on afterwards: ask for its `state`.",
    scopes: ["document.create"],
    from: "query",
    input: shape.UploadDocument,
    output: shape.UploadedDocument,
    takesFile: true,
  }),
  searchDocuments: endpoint({
    method: "get",
    path: "/documents/search",
    summary: "The passages of your documents that fit a question, best first",
    scopes: ["document.read"],
    from: "query",
    input: shape.SearchDocuments,
    output: shape.FoundPassages,
  }),
  readDocument: endpoint({
    method: "get",
    path: "/documents/{documentId}",
    summary: "One document: what it is and how far it has come",
    scopes: ["document.read"],
    from: "path",
    input: shape.OneDocument,
    output: shape.Document,
  }),
  downloadDocument: endpoint({
    method: "get",
    path: "/documents/{documentId}/file",
    summary: "The file of a document, as it was uploaded",
    description: "Takes a single `Range` of bytes. What is being scanned, or is in quarantine, is not given out.",
    scopes: ["document.read"],
    from: "path",
    input: shape.OneDocument,
    output: null,
    givesFile: true,
  }),
  editDocument: endpoint({
    method: "patch",
    path: "/documents/{documentId}",
    summary: "Rename or label a document",
    scopes: ["document.change"],
    from: "body",
    input: shape.EditDocument,
    output: null,
  }),
  deleteDocument: endpoint({
    method: "delete",
    path: "/documents/{documentId}",
    summary: "Delete a document with everything that was made of it, for good",
    scopes: ["document.delete"],
    from: "path",
    input: shape.OneDocument,
    output: null,
  }),
  readUsage: endpoint({
    method: "get",
    path: "/usage",
    summary: "Your replies and their tokens, by day and model",
    scopes: ["usage.read"],
    from: "query",
    input: shape.ReadUsage,
    output: shape.Usage,
  }),
  listModels: endpoint({
    method: "get",
    path: "/models",
    summary: "The models you can ask",
    scopes: [],
    from: "query",
    input: shape.Nothing,
    output: shape.ModelList,
  }),
  listEvents: endpoint({
    method: "get",
    path: "/events",
    summary: "Security events, the newest first",
    scopes: ["event.list"],
    from: "query",
    input: shape.EventFilter,
    output: shape.EventPage,
  }),
};
