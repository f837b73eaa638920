"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import type { MessageList } from "./message-list.tsx";
import { untilThere } from "./until-there.ts";

let loading: Promise<typeof import("./message-list.tsx")> | null = null;

const loadOnce = () => (loading ??= untilThere(() => import("./message-list.tsx")));
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
