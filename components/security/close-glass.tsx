"use client";

import type { Door } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Button } from "../ui/button.tsx";

type CloseGlassProps = { glassId: string; label: string; back: string; close: Door<{ glassId: string }> };

/** Gives leave back before its time; nothing to ask first, it only takes something away. */
export function CloseGlass({ glassId, label, back, close }: CloseGlassProps) {
  const { state, pending, run } = useDoor(close);
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Button size="sm" icon="lock" pending={pending} onClick={() => run({ glassId })}>
        {label}
      </Button>
      <RefusalMessage state={state} back={back} />
    </span>
  );
}
