import type { MessagePart, MessageState } from "./schema.ts";

/**
 * The wire to the browser: server-sent events of the AI SDK's UI message stream, protocol version 1, so that its clients
 * work too. One text block per message; sources carry their quotation as provider metadata.
 */
export const STREAM_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-vercel-ai-ui-message-stream": "v1",
  "x-accel-buffering": "no",
} as const;

export type StartOfReply = { messageId: string; conversationId: string; parentId: string; modelId: string };
export type EndOfReply = { state: Exclude<MessageState, "streaming">; failure: string | null };

const encoder = new TextEncoder();
const TEXT_ID = "text";
const line = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

export const encode = {
  start: ({ messageId, ...metadata }: StartOfReply) =>
    encoder.encode(
      line({ type: "start", messageId, messageMetadata: metadata }) + line({ type: "text-start", id: TEXT_ID }),
    ),
  text: (delta: string) =>
    encoder.encode(`data: {"type":"text-delta","id":"${TEXT_ID}","delta":${JSON.stringify(delta)}}\n\n`),
  reasoning: (delta: string) => encoder.encode(line({ type: "data-reasoning", data: delta })),
  source: (source: Extract<MessagePart, { type: "source" }>) =>
    encoder.encode(
      line({
        type: "source-url",
        sourceId: source.id,
        url: source.href,
        title: source.title,
        providerMetadata: { convosphere: { quote: source.quote } },
      }),
    ),
  end: (end: EndOfReply) =>
    encoder.encode(
      line({ type: "text-end", id: TEXT_ID }) +
        (end.failure === null ? "" : line({ type: "error", errorText: end.failure })) +
        line({ type: "finish", messageMetadata: end }) +
        "data: [DONE]\n\n",
    ),
  /** A comment: keeps proxies from closing a quiet connection. */
  beat: () => encoder.encode(": beat\n\n"),
};
