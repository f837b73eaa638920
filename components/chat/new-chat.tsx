"use client";

import { useEffect, useState } from "react";
import type { MessageWindow } from "#lib/chat/schema.ts";
import { ChatSkeleton } from "./chat-skeleton.tsx";
import { ChatView } from "./chat-view.tsx";
import { fetchMessageList, LateMessageList } from "./late-message-list.tsx";
import type { OfferedModel } from "./model-picker.tsx";
import { useWorkspace } from "./workspace-context.ts";

const nothing: MessageWindow = { messages: [], earlier: false };

type NewChatProps = { models: readonly [OfferedModel, ...OfferedModel[]]; most: number };

/**
 * A conversation that begins here. Its address changes under it without a new page being loaded, so that the first reply
 * is not cut off; this component sees to it that address and content agree when one moves on from there.
 */
export function NewChat({ models, most }: NewChatProps) {
  const { path } = useWorkspace().navigation;
  const [shown, setShown] = useState<{ path: string; round: number; begun: string | null }>({
    path,
    round: 0,
    begun: null,
  });
  // Back at the address of a new chat, by link or by the back button: begin anew.
  if (shown.path !== path)
    setShown(path === "/chat" ? { path, round: shown.round + 1, begun: null } : { ...shown, path });

  // The first touch or letter comes long before the first message.
  useEffect(() => {
    const signs = ["pointerdown", "keydown", "input"] as const;
    for (const sign of signs) window.addEventListener(sign, fetchMessageList, { once: true, passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, fetchMessageList);
    };
  }, []);

  // The back button can bring this page back under the address of a conversation that began in it long ago.
  const elsewhere = path !== "/chat" && path !== `/chat/${shown.begun}`;
  useEffect(() => {
    if (elsewhere) window.location.reload();
  }, [elsewhere]);
  if (elsewhere) return <ChatSkeleton />;
  return (
    <ChatView
      key={shown.round}
      conversation={null}
      window={nothing}
      models={models}
      most={most}
      List={LateMessageList}
      onBegin={(begun) => setShown((before) => ({ ...before, begun }))}
    />
  );
}
