"use client";

import { memo, useEffect, useRef, useState } from "react";
import type { Block } from "./blocks.ts";
import { Message } from "./message.tsx";
import type { MessageHandlers } from "./message-actions.tsx";
import type { useNearness } from "./use-nearness.ts";

type MessageBlockProps = {
  block: Block;
  nameOf: (modelId: string | null) => string;
  handlers: MessageHandlers;
  running: boolean;
  /** The last block holds the message that is being written. */
  last: boolean;
  /** The message in this block that is being edited. */
  editing: string | null;
  most: number;
  watch: ReturnType<typeof useNearness>;
};

/**
 * A few neighbouring messages. Far from the window they are put away, and a box of their height stands for them: a
 * conversation of thousands of messages has only some dozens in the page.
 */
export const MessageBlock = memo(function MessageBlock(props: MessageBlockProps) {
  const { block, nameOf, handlers, running, last, editing, most, watch } = props;
  const box = useRef<HTMLDivElement>(null);
  const [awayHeight, setAwayHeight] = useState<number | null>(null);
  const kept = last || editing !== null;

  useEffect(() => {
    const element = box.current;
    if (element === null || kept) return;
    const stop = watch(element, (near) => {
      if (near) setAwayHeight(null);
      else if (!isInUse(element)) setAwayHeight((height) => height ?? element.offsetHeight);
    });
    return () => {
      stop();
      setAwayHeight(null);
    };
  }, [kept, watch]);

  const away = awayHeight !== null && !kept;
  return (
    // The height is set in the browser only, as a property: the server's page holds no style.
    <div ref={box} style={away ? { height: awayHeight } : undefined}>
      {!away &&
        block.messages.map((message, at) => (
          <Message
            key={message.key}
            message={message}
            modelName={nameOf(message.modelId)}
            handlers={handlers}
            running={running}
            last={last && at === block.messages.length - 1}
            editing={editing === message.id}
            most={most}
          />
        ))}
    </div>
  );
});

/** What has the focus, or is selected to be copied, is not taken away. */
function isInUse(element: Element): boolean {
  if (element.contains(document.activeElement)) return true;
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(element, true);
}
