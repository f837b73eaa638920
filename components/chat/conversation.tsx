"use client";

import type { ComponentProps } from "react";
import { ChatView } from "./chat-view.tsx";
import { MessageList } from "./message-list.tsx";

/** A conversation that exists: its messages are in the page, and so is what shows them. */
export function Conversation(props: Omit<ComponentProps<typeof ChatView>, "List">) {
  return <ChatView {...props} List={MessageList} />;
}
