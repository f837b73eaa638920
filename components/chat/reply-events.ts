import type { MessagePart, MessageState } from "#lib/chat/schema.ts";

export type ReplyStart = { messageId: string; conversationId: string; parentId: string; modelId: string };
export type ReplyEnd = { state: Exclude<MessageState, "streaming">; failure: string | null };

/** What the wire (lib/chat/wire) says about one reply, in its order: a start, parts, an end. */
export type ReplyEvent =
  | ({ type: "start" } & ReplyStart)
  | { type: "part"; part: MessagePart }
  | ({ type: "end" } & ReplyEnd);

const states: readonly unknown[] = ["complete", "stopped", "interrupted", "failed"];

/** One event's data as what it says; null for what says nothing to us, as other versions of the protocol may. */
export function readReplyEvent(data: string): ReplyEvent | null {
  const event = parse(data);
  const metadata = objectOf(event.messageMetadata);
  switch (event.type) {
    case "start": {
      const { conversationId, parentId, modelId } = metadata;
      return {
        type: "start",
        messageId: text(event.messageId),
        conversationId: text(conversationId),
        parentId: text(parentId),
        modelId: text(modelId),
      };
    }
    case "text-delta":
      return { type: "part", part: { type: "text", text: text(event.delta) } };
    case "data-reasoning":
      return { type: "part", part: { type: "reasoning", text: text(event.data) } };
    case "source-url": {
      const ours = objectOf(objectOf(event.providerMetadata).convosphere);
      return {
        type: "part",
        part: {
          type: "source",
          id: text(event.sourceId),
          title: text(event.title),
          href: text(event.url),
          quote: text(ours.quote),
        },
      };
    }
    case "finish": {
      const state = states.includes(metadata.state) ? (metadata.state as ReplyEnd["state"]) : "complete";
      return { type: "end", state, failure: metadata.failure == null ? null : text(metadata.failure) };
    }
    default:
      return null;
  }
}

/** Adds a part that has just come: text goes on where text stood last. Returns a new list. */
export function withPart(parts: readonly MessagePart[], part: MessagePart): MessagePart[] {
  const last = parts.at(-1);
  if (part.type === "source" || last === undefined || last.type !== part.type) return [...parts, part];
  return [...parts.slice(0, -1), { ...last, text: last.text + part.text }];
}

/** Characters of all text in it: tells whether a replayed reply has caught up with what is shown. */
export function lengthOf(parts: readonly MessagePart[]): number {
  return parts.reduce((sum, part) => sum + (part.type === "source" ? 1 : part.text.length), 0);
}

function parse(data: string): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(data));
  } catch {
    return {}; // `[DONE]`, and whatever is not ours
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
