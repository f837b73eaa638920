import type { MessageWindow, RequestReply } from "#lib/chat/schema.ts";
import { eventStreamReader } from "./event-stream.ts";
import { type ReplyEvent, readReplyEvent } from "./reply-events.ts";

/** The server sends a sign of life every 15 s; a connection silent for three of them is dead, whatever the socket says. */
const SILENCE_MS = 45_000;

/** Why the server did not do it: its code, and how long to wait when it was too much at once. */
export type Refusal = { kind: "refused"; code: string; seconds: number | null; requestId: string | null };
/** The answer never came: no network, no server, or it broke off. */
type Unreachable = { kind: "unreachable" };
type Opened = { kind: "stream"; response: Response };
type Nothing = { kind: "nothing" };

export type Answer = Opened | Nothing | Refusal | Unreachable;

/** Sends a message, or asks again; answers with the reply's stream. */
export function requestReply(input: RequestReply, signal: AbortSignal): Promise<Answer> {
  return open("/api/chat", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
    signal,
  });
}

/** The reply that is being written, from its beginning; `nothing` when none is. */
export function resumeReply(conversationId: string, signal: AbortSignal): Promise<Answer> {
  return open(`/api/chat/${conversationId}/stream`, { signal });
}

/** What came stays. Nothing to stop is fine too. */
export function stopReply(conversationId: string): Promise<Answer> {
  return open(`/api/chat/${conversationId}/stream`, { method: "DELETE" });
}

/** The end of the shown branch, or what precedes the message `before`. */
export async function readMessages(
  conversationId: string,
  before?: string,
): Promise<{ kind: "window"; window: MessageWindow } | Refusal | Unreachable> {
  const query = before === undefined ? "" : `?before=${before}`;
  const answer = await open(`/api/chat/${conversationId}/messages${query}`, { cache: "no-store" });
  if (answer.kind !== "stream") return answer.kind === "nothing" ? { kind: "unreachable" } : answer;
  try {
    return { kind: "window", window: (await answer.response.json()) as MessageWindow };
  } catch {
    return { kind: "unreachable" };
  }
}

/** Hands over every event until the stream ends. False when it broke off before the reply's end. */
export async function readReply(
  response: Response,
  onEvent: (event: ReplyEvent) => void,
  silenceMs = SILENCE_MS,
): Promise<boolean> {
  const reader = response.body?.getReader();
  if (reader === undefined) return false;
  const decoder = new TextDecoder();
  const read = eventStreamReader();
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void reader.cancel().catch(() => {}), silenceMs);
  };
  try {
    silence();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return ended;
      silence();
      for (const data of read(decoder.decode(value, { stream: true }))) {
        const event = readReplyEvent(data);
        if (event === null) continue;
        ended ||= event.type === "end";
        onEvent(event);
      }
    }
  } catch {
    return ended;
  } finally {
    clearTimeout(timer);
  }
}

async function open(path: string, init: RequestInit): Promise<Answer> {
  try {
    return await answerOf(await fetch(path, init));
  } catch {
    return { kind: "unreachable" };
  }
}

/** What a response means, whoever wrote it: a refusal of ours, or some proxy's page. */
export async function answerOf(response: Response): Promise<Opened | Nothing | Refusal> {
  if (response.status === 204) return { kind: "nothing" };
  if (response.ok) return { kind: "stream", response };
  const said: unknown = await response.json().catch(() => null);
  const { error, requestId } = (said ?? {}) as { error?: unknown; requestId?: unknown };
  const seconds = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
  return {
    kind: "refused",
    code: typeof error === "string" ? error : response.status === 429 ? "too-many-requests" : "failed",
    seconds: Number.isNaN(seconds) ? null : seconds,
    requestId: typeof requestId === "string" ? requestId : null,
  };
}
