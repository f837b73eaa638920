"use client";

import { useCallback, useEffect, useRef } from "react";
import { openTabs, type TabMessage } from "./tabs.ts";
import { useLatest } from "./use-latest.ts";

/** Talks with the other tabs of this account. `onChanged` lets a part of the page listen too; it returns how to stop. */
export function useTabs(accountId: string, onMessage: (message: TabMessage) => void) {
  const tabs = useRef<ReturnType<typeof openTabs>>(null);
  const listeners = useRef(new Set<(conversationId: string) => void>());
  const hear = useLatest((message: TabMessage) => {
    onMessage(message);
    if (message.type === "changed") for (const listener of listeners.current) listener(message.conversationId);
  });
  useEffect(() => {
    const opened = openTabs(accountId, hear);
    tabs.current = opened;
    return opened.close;
  }, [accountId, hear]);

  const post = useCallback((message: TabMessage) => tabs.current?.post(message), []);
  const onChanged = useCallback((listener: (conversationId: string) => void) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  }, []);
  return { post, onChanged };
}
