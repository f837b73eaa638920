"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import type { MessageList } from "./message-list.tsx";

const load = () => import("./message-list.tsx");
const Late = lazy(async () => ({ default: (await load()).MessageList }));

/** Fetches the list before the first message needs it. */
export const fetchMessageList = (): void => void load().catch(() => {});

/** The list for a page without messages yet: Markdown and all it needs is a third of the page's own script. */
export function LateMessageList(props: ComponentProps<typeof MessageList>) {
  return (
    <Suspense fallback={<div className="flex-1" />}>
      <Late {...props} />
    </Suspense>
  );
}
