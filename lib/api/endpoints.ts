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
      "Without `conversationId` it begins a conversation, which needs the scope `conversation.create`; with one it needs `conversation.write`. With `stream: true` the answer is the AI SDK's UI message stream, version 1.",
    scopes: ["conversation.create", "conversation.write"],
    from: "body",
    input: shape.SendMessage,
    output: shape.FinishedReply,
    streams: true,
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
