"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import type { MessageList } from "./message-list.tsx";

const AGAIN_AFTER = 1_000;
let loading: Promise<typeof import("./message-list.tsx")> | null = null;

/** Until it is there: a line that is down for a while must not take the page with it. */
async function load(): Promise<typeof import("./message-list.tsx")> {
  for (;;) {
    try {
      return await import("./message-list.tsx");
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    }
  }
}
const loadOnce = () => (loading ??= load());
const Late = lazy(async () => ({ default: (await loadOnce()).MessageList }));

/** Fetches the list before the first message needs it. */
export const fetchMessageList = (): void => void loadOnce();

/** The list for a page without messages yet: Markdown and all it needs is a third of the page's own script. */
export function LateMessageList(props: ComponentProps<typeof MessageList>) {
  return (
    <Suspense fallback={<div className="flex-1" />}>
      <Late {...props} />
    </Suspense>
  );
}
