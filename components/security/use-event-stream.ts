"use client";

import { useEffect, useEffectEvent, useState } from "react";

export type StreamStatus = "connecting" | "open" | "lost";

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;

/**
 * Server-sent events whose every message is a JSON array. The browser reconnects by itself when a connection breaks; when
 * the server refuses outright it gives up, so then this tries again, ever more slowly. `url` null: nothing is opened.
 */
export function useEventStream<T>(url: string | null, handlers: { onItems: (items: T[]) => void; onOpen: () => void }) {
  const [status, setStatus] = useState<StreamStatus>("connecting");
  const onItems = useEffectEvent(handlers.onItems);
  const onOpen = useEffectEvent(handlers.onOpen);

  useEffect(() => {
    if (url === null) return;
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = FIRST_RETRY_MS;
    const connect = () => {
      source = new EventSource(url);
      source.onopen = () => {
        wait = FIRST_RETRY_MS;
        setStatus("open");
        onOpen();
      };
      source.onmessage = ({ data }) => onItems(JSON.parse(data));
      source.onerror = () => {
        setStatus("lost");
        if (source.readyState !== EventSource.CLOSED) return;
        timer = setTimeout(connect, wait);
        wait = Math.min(wait * 2, LONGEST_RETRY_MS);
      };
    };
    connect();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [url]);

  return status;
}
