"use client";

import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl/react";
import { Button, IconButton } from "../ui/button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import type { ConversationState } from "./conversation-state.ts";
import type { MessageHandlers } from "./message-actions.tsx";
import { MessageBlock } from "./message-block.tsx";
import { useNearness } from "./use-nearness.ts";
import { useStick } from "./use-stick.ts";

export type MessageListHandle = {
  toEnd: () => void;
  /** When the messages change next, the place below this message stays where it is in the window. */
  hold: (parentId: string | null) => void;
};

type MessageListProps = {
  ref: Ref<MessageListHandle>;
  state: ConversationState;
  earlier: "idle" | "loading" | "failed";
  onEarlier: () => void;
  nameOf: (modelId: string | null) => string;
  handlers: MessageHandlers;
  running: boolean;
  editing: string | null;
  most: number;
};

/**
 * The conversation. A log by its role, but a silent one: reading out every token would drown everything else; that a
 * reply is finished is said elsewhere.
 */
export function MessageList(props: MessageListProps) {
  const { ref, state, earlier, onEarlier, nameOf, handlers, running, editing, most } = props;
  const t = useTranslations("chat.list");
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const held = useRef<{ parent: string; top: number }>(null);
  const watch = useNearness();
  const { away, toEnd } = useStick(scroller, content);
  const { blocks, messages } = state;
  const firstId = messages[0]?.id;

  // Looked at again after each window that was loaded: it may still not fill the screen.
  useEffect(() => {
    const element = top.current;
    if (element === null || !state.earlier || earlier === "failed") return;
    return watch(element, (near) => near && onEarlier());
  }, [firstId, state.earlier, earlier === "failed", watch, onEarlier]);

  const place = (parent: string) =>
    content.current?.querySelector(`[data-parent="${parent}"]`)?.getBoundingClientRect().top;
  useImperativeHandle(ref, () => ({
    toEnd: () => toEnd(),
    hold: (parentId) => {
      const parent = parentId ?? "root";
      const at = place(parent);
      held.current = at === undefined ? null : { parent, top: at };
    },
  }));
  useLayoutEffect(() => {
    const wanted = held.current;
    const now = wanted === null ? undefined : place(wanted.parent);
    held.current = null;
    if (wanted !== null && now !== undefined) scroller.current?.scrollBy({ top: now - wanted.top });
  }, [messages]);

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        data-scroller
        role="log"
        aria-live="off"
        aria-label={t("label")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overscroll-contain focus-visible:-outline-offset-2"
      >
        <div ref={content} className="mx-auto mb-auto w-full max-w-3xl shrink-0 px-3 py-4 wide:px-4">
          {/* Never what the browser holds on to while more is put below it. */}
          <div ref={top} className="[overflow-anchor:none]">
            {state.earlier && (
              <div className="flex h-13 items-center justify-center text-muted">
                {earlier === "failed" ? (
                  <Button size="sm" icon="refresh" onClick={onEarlier}>
                    {t("earlierAgain")}
                  </Button>
                ) : (
                  <span role="status" className="inline-flex items-center gap-2 text-sm">
                    <Spinner size={16} />
                    {t("earlier")}
                  </span>
                )}
              </div>
            )}
          </div>
          {blocks.map((block, at) => (
            <MessageBlock
              key={block.key}
              block={block}
              last={at === blocks.length - 1}
              editing={block.messages.some((message) => message.id === editing) ? editing : null}
              {...{ nameOf, handlers, running, most, watch }}
            />
          ))}
        </div>
      </div>
      {away && (
        <IconButton
          icon="arrow-down"
          variant="secondary"
          label={t("toEnd")}
          onClick={() => toEnd("smooth")}
          className="absolute inset-x-0 bottom-3 mx-auto rounded-full! bg-raised shadow-float"
        />
      )}
    </div>
  );
}
