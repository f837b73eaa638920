"use client";

import { type ComponentProps, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import type { Label } from "#lib/access/labels.ts";
import type { Attached } from "#lib/documents/schema.ts";
import { beginning, type Chosen, isChosen, nothingChosen, readChosen } from "./chosen-documents.ts";
import type { DockHandle, DocumentsDock } from "./documents-dock.tsx";
import { draftStore } from "./drafts.ts";
import { untilThere } from "./until-there.ts";
import { useLatest } from "./use-latest.ts";
import { useWorkspace } from "./workspace-context.ts";

/** What the documents of a conversation mean for its next message. */
export type Grounding = Chosen & {
  label: Label;
  /** Whether the whole library is looked in. */
  isWhole: boolean;
  /** Files that are on their way to the server. */
  uploading: number;
};

let loading: Promise<typeof import("./documents-dock.tsx")> | null = null;
const loadOnce = () => (loading ??= untilThere(() => import("./documents-dock.tsx")));
const LateDock = lazy(async () => ({ default: (await loadOnce()).DocumentsDock }));
const fetchDock = () => void loadOnce();

/** What was shown once: shown again, by going back, it is old. */
const shownBefore = new WeakSet<Attached>();

/**
 * The documents of a conversation. What shows and adds them is fetched when there are some, or when somebody is about to
 * add one: the page of a chat stays small.
 */
export function useDock(conversationId: string | null, attached: Attached | null, onRemoved: () => void) {
  const { person } = useWorkspace();
  const first = attached ?? beginning;
  const [shown, setShown] = useState(first.library || first.documents.length > 0);
  const [grounding, setGrounding] = useState<Grounding>({
    ...{ ...nothingChosen, label: first.label, isWhole: first.library, uploading: 0 },
  });
  const dock = useRef<DockHandle>(null);
  const waiting = useRef<((dock: DockHandle) => void)[]>([]);

  const run = useLatest((work: (dock: DockHandle) => void) => {
    if (dock.current !== null) return work(dock.current);
    waiting.current.push(work);
    setShown(true);
  });
  const take = useLatest((handle: DockHandle | null) => {
    dock.current = handle;
    if (handle !== null) for (const work of waiting.current.splice(0)) work(handle);
  });

  useEffect(() => {
    if (isChosen(readChosen(draftStore(), person.id, conversationId))) setShown(true);
    if (attached === null) return;
    if (shownBefore.has(attached)) run((here) => here.refresh());
    shownBefore.add(attached);
  }, []);

  const given: ComponentProps<typeof DocumentsDock> = {
    ...{ conversationId, onRemoved, ref: take, attached: first, onGrounding: setGrounding },
  };
  const element: ReactNode = shown && (
    <Suspense>
      <LateDock {...given} />
    </Suspense>
  );
  return {
    element,
    grounding,
    near: fetchDock,
    add: useLatest((files: File[]) => {
      if (files.length > 0) run((here) => here.add(files));
    }),
    openLibrary: useLatest(() => run((here) => here.openLibrary())),
    /** The server has taken what was chosen, with a message. */
    taken: useLatest(() => dock.current?.taken()),
    refresh: useLatest(() => run((here) => here.refresh())),
  };
}
