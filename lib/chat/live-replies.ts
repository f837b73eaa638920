import type { ReplyPart } from "#lib/models/stream.ts";
import { processState } from "#lib/platform/process-state.ts";
import type { MessagePart } from "./schema.ts";
import { type EndOfReply, encode, type StartOfReply } from "./wire.ts";

/** Deltas are gathered this long before they are sent; the first of a reply goes at once. Milliseconds. */
const GATHER = 16;
/** Quiet connections get a sign of life this often. Milliseconds. */
const BEAT = 15_000;
/** A reader that lags behind by more bytes is let go; it can come back and get everything at once. */
const MOST_UNREAD = 1024 * 1024;

type Reader = ReadableStreamDefaultController<Uint8Array>;

/** A reply that this process is writing. It goes on whether or not anybody reads it. */
export type LiveReply = {
  start: StartOfReply & { ownerId: string };
  parts: MessagePart[];
  /** Text that readers have not been sent yet. */
  unsent: string;
  sentAnything: boolean;
  end: EndOfReply | null;
  readers: Set<Reader>;
  abort: AbortController;
  /** `stop` when a person asked; `shutdown` when the process must go. */
  stopped: "person" | "shutdown" | null;
};

const hub = processState("chat.live", () => ({
  replies: new Map<string, LiveReply>(),
  timer: null as NodeJS.Timeout | null,
  sinceBeat: 0,
}));

export function openLiveReply(start: LiveReply["start"]): LiveReply {
  const live: LiveReply = {
    start,
    parts: [],
    unsent: "",
    sentAnything: false,
    end: null,
    readers: new Set(),
    abort: new AbortController(),
    stopped: null,
  };
  hub.replies.set(start.messageId, live);
  // One timer for all replies: a hundred of them would cost a hundred wake-ups in every 16 ms.
  hub.timer ??= setInterval(tick, GATHER);
  return live;
}

export function findLiveReply(messageId: string): LiveReply | null {
  return hub.replies.get(messageId) ?? null;
}

export function liveReplies(): LiveReply[] {
  return [...hub.replies.values()];
}

/** Takes in one part of the model's stream: keeps it, and passes it on. */
export function takePart(live: LiveReply, part: Extract<ReplyPart, { type: "text" | "reasoning" | "source" }>): void {
  if (part.type === "source") {
    const source = { type: "source", ...part.source } as const;
    live.parts.push(source);
    send(live, encode.source(source));
    return;
  }
  const last = live.parts.at(-1);
  if (last?.type === part.type) last.text += part.text;
  else live.parts.push({ type: part.type, text: part.text });
  if (part.type === "reasoning") {
    send(live, encode.reasoning(part.text));
    return;
  }
  live.unsent += part.text;
  if (!live.sentAnything) flush(live);
}

/** Says how it ended, lets every reader go, and forgets the reply. */
export function closeLiveReply(live: LiveReply, end: EndOfReply): void {
  flush(live);
  live.end = end;
  send(live, encode.end(end));
  for (const reader of live.readers) quietly(() => reader.close());
  live.readers.clear();
  hub.replies.delete(live.start.messageId);
  if (hub.replies.size === 0 && hub.timer !== null) {
    clearInterval(hub.timer);
    hub.timer = null;
  }
}

/** Everything so far, then what comes: the bytes of one HTTP response. Cancelling it leaves the reply alone. */
export function readLiveReply(live: LiveReply): ReadableStream<Uint8Array> {
  let mine: Reader;
  return new ReadableStream<Uint8Array>(
    {
      start(reader) {
        mine = reader;
        flush(live);
        reader.enqueue(encode.start(withoutOwner(live.start)));
        for (const part of live.parts) reader.enqueue(encodePart(part));
        if (live.end !== null) {
          reader.enqueue(encode.end(live.end));
          reader.close();
        } else live.readers.add(reader);
      },
      cancel() {
        live.readers.delete(mine);
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD }),
  );
}

export function encodePart(part: MessagePart): Uint8Array {
  return part.type === "text"
    ? encode.text(part.text)
    : part.type === "reasoning"
      ? encode.reasoning(part.text)
      : encode.source(part);
}

function withoutOwner({ ownerId: _, ...start }: LiveReply["start"]): StartOfReply {
  return start;
}

function flush(live: LiveReply): void {
  if (live.unsent === "") return;
  live.sentAnything = true;
  const bytes = encode.text(live.unsent);
  live.unsent = "";
  send(live, bytes);
}

function send(live: LiveReply, bytes: Uint8Array): void {
  for (const reader of live.readers) {
    if ((reader.desiredSize ?? 0) <= 0) {
      live.readers.delete(reader);
      quietly(() => reader.error(new Error("The reader is too slow.")));
    } else quietly(() => reader.enqueue(bytes));
  }
}

function tick(): void {
  hub.sinceBeat += GATHER;
  const beat = hub.sinceBeat >= BEAT;
  if (beat) hub.sinceBeat = 0;
  for (const live of hub.replies.values()) {
    flush(live);
    if (beat) send(live, encode.beat());
  }
}

/** A reader whose connection has just gone throws; the reply must not care. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {}
}
