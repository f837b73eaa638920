"use client";

import { useEffect, useReducer, useRef, useState } from "react";
import type { MessageWindow } from "#lib/chat/schema.ts";
import type { Chosen } from "./chosen-documents.ts";
import { collectReply } from "./collect-reply.ts";
import { conversationReducer, initialConversation, runningReply } from "./conversation-state.ts";
import { followReply } from "./follow-reply.ts";
import { patience } from "./patience.ts";
import type { ReplyEnd } from "./reply-events.ts";
import { type Answer, readMessages, requestReply, resumeReply, stopReply } from "./transport.ts";
import { useLatest } from "./use-latest.ts";
import { useReturn } from "./use-return.ts";
import { useWorkspace } from "./workspace-context.ts";

/** What did not work: a code of `chat.trouble` or of `errors`. */
export type Trouble = { code: string; seconds: number | null; requestId: string | null };

/** `sending` until the server has answered, `open` while tokens may come, `broken` while the connection is tried again. */
export type Link = "idle" | "sending" | "open" | "broken";

type Options = {
  conversationId: string | null;
  window: MessageWindow;
  /** The server has stored what was sent. */
  onAccepted: (conversationId: string) => void;
  /** It has not; here is the text again. */
  onUnsent: (text: string) => void;
  onEnd: (state: ReplyEnd["state"]) => void;
};

/** What was asked and is not yet known to be stored; `text` null when only another reply was asked for. */
type Asked = { text: string | null; parentId: string | null };

/** Windows of messages that were shown once: shown again, by going back, they are old. */
const shownBefore = new WeakSet<MessageWindow>();

/** One conversation as it is shown, and everything that passes between it and the server. */
export function useReply({ conversationId, window: first, onAccepted, onUnsent, onEnd }: Options) {
  const { said, announce, onChanged, signedOut, choose } = useWorkspace();
  const [state, dispatch] = useReducer(conversationReducer, first, initialConversation);
  const [link, setLink] = useState<Link>("idle");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [earlier, setEarlier] = useState<"idle" | "loading" | "failed">("idle");
  const id = useRef(conversationId);
  const following = useRef<AbortController | null>(null);
  const alive = useRef(true);
  const stopWanted = useRef(false);

  const refuse = ({ code, seconds, requestId }: Trouble) => {
    if (code === "signed-out") signedOut();
    else setTrouble({ code, seconds, requestId });
  };
  const fail = (code: string) => refuse({ code, seconds: null, requestId: null });

  const accepted = (storedIn: string) => {
    id.current = storedIn;
    onAccepted(storedIn);
    said(storedIn);
  };
  const takeBack = ({ text }: Asked) => {
    dispatch({ type: "refused" });
    if (text !== null) onUnsent(text);
  };

  const run = useLatest(async (open: (signal: AbortSignal) => Promise<Answer>, asked: Asked | null) => {
    following.current?.abort();
    const control = new AbortController();
    following.current = control;
    const { signal } = control;
    const known = new Set(state.messages.map((message) => message.id));
    const take = collectReply(dispatch);
    let waiting = asked;
    const outcome = await followReply({
      open: () => open(signal),
      resume: () => (id.current === null ? null : resumeReply(id.current, signal)),
      onEvent: (event) => {
        setLink("open");
        take(event);
        if (event.type === "start" && waiting !== null) {
          waiting = null;
          accepted(event.conversationId);
        }
        if (event.type === "start" && stopWanted.current) void stopReply(event.conversationId);
        if (event.type === "end") onEnd(event.state);
      },
      onBreak: () => setLink("broken"),
      wait: (milliseconds) => patience(milliseconds, signal),
      signal,
    });
    if (following.current !== control) return; // the page has turned to something else
    following.current = null;
    stopWanted.current = false;
    setLink("idle");
    if (outcome.kind === "ended") return;
    if (waiting === null) {
      if (outcome.kind === "nothing") void reread();
      else if (outcome.kind === "refused") refuse(outcome);
      else fail("lost");
      return;
    }
    // The request got lost, but perhaps only its answer did.
    const found = outcome.kind === "nothing" && (await reread(asWasAsked(waiting, known)));
    if (found && id.current !== null) return accepted(id.current);
    takeBack(waiting);
    if (outcome.kind === "refused") refuse(outcome);
    else fail("unsent");
  });

  const resume = (conversation: string) => void run((signal) => resumeReply(conversation, signal), null);

  /** Reads the end of the branch again, and follows its reply when one is being written. True when `expected` is there. */
  const reread = useLatest(async (expected: (window: MessageWindow) => boolean = () => true): Promise<boolean> => {
    const conversation = id.current;
    if (following.current !== null || conversation === null) return false;
    const answer = await readMessages(conversation);
    if (following.current !== null || !alive.current) return false;
    if (answer.kind === "refused") refuse(answer);
    if (answer.kind !== "window") return false;
    if (!expected(answer.window)) return false;
    dispatch({ type: "window-read", window: answer.window });
    setTrouble((before) => (before?.code === "lost" ? null : before));
    if (answer.window.messages.at(-1)?.state === "streaming") resume(conversation);
    return true;
  });

  useEffect(() => {
    alive.current = true;
    const old = shownBefore.has(first);
    shownBefore.add(first);
    if (old) void reread();
    else if (first.messages.at(-1)?.state === "streaming" && id.current !== null) resume(id.current);
    return () => {
      alive.current = false;
      following.current?.abort();
      following.current = null;
    };
  }, []);
  useEffect(
    () => onChanged((changed) => void (changed === id.current && !document.hidden && reread())),
    [onChanged, reread],
  );
  useReturn(() => void reread());

  const ask = (asked: Asked, modelId: string, open: (signal: AbortSignal) => Promise<Answer>) => {
    setTrouble(null);
    setLink("sending");
    dispatch({ type: "asked", ...asked, modelId, at: new Date().toISOString() });
    void run(open, asked);
  };
  const send = useLatest((text: string, parentId: string | null, modelId: string, chosen: Chosen) =>
    ask({ text, parentId }, modelId, (signal) => {
      const documentIds = [...chosen.documentIds];
      const library = chosen.library ?? undefined;
      return requestReply(
        { kind: "send", conversationId: id.current, parentId, text, modelId, documentIds, library },
        signal,
      );
    }),
  );
  const again = useLatest((messageId: string, modelId: string) => {
    const conversation = id.current;
    if (conversation === null) return;
    ask({ text: null, parentId: messageId }, modelId, (signal) =>
      requestReply({ kind: "again", conversationId: conversation, messageId, modelId }, signal),
    );
  });

  const stop = useLatest(async () => {
    const conversation = id.current;
    // Before the server has answered there is nothing to stop yet; the first event does it.
    if (conversation === null || link === "sending") {
      stopWanted.current = true;
      return;
    }
    const answer = await stopReply(conversation);
    if (answer.kind === "refused") refuse(answer);
    if (following.current === null) void reread();
  });

  const loadEarlier = useLatest(async () => {
    const before = state.messages[0]?.id;
    if (id.current === null || before === undefined || earlier === "loading") return;
    setEarlier("loading");
    const answer = await readMessages(id.current, before);
    setEarlier(answer.kind === "window" ? "idle" : "failed");
    if (answer.kind === "window") dispatch({ type: "earlier-read", before, window: answer.window });
    if (answer.kind === "refused" && answer.code === "signed-out") signedOut();
  });

  /** Shows the branch through this message. `beforeShown` runs just before the other messages appear. */
  const switchTo = useLatest(async (messageId: string, beforeShown: () => void) => {
    const conversation = id.current;
    if (conversation === null) return;
    const answer = await choose({ conversationId: conversation, messageId }).catch(() => null);
    if (answer?.ok !== true) return fail(answer?.error ?? "failed");
    announce(conversation);
    await reread(() => {
      beforeShown();
      return true;
    });
  });

  const running = runningReply(state) !== null || link === "sending";
  const dismiss = () => setTrouble(null);
  return { state, link, running, trouble, dismiss, earlier, send, again, stop, loadEarlier, switchTo, reread };
}

/** Whether a window holds what was asked: a message that was not there before, at its place, with its text. */
function asWasAsked({ text, parentId }: Asked, known: ReadonlySet<string>) {
  return ({ messages }: MessageWindow) =>
    messages.some(
      (message) =>
        !known.has(message.id) &&
        message.parentId === parentId &&
        (text === null || message.parts.some((part) => part.type === "text" && part.text === text)),
    );
}
