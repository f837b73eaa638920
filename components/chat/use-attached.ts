"use client";

import { useEffect, useRef, useState } from "react";
import type { Attached } from "#lib/documents/schema.ts";
import type { Result } from "#lib/platform/result.ts";
import { beginning, type Chosen, isChosen, nothingChosen, readChosen, writeChosen } from "./chosen-documents.ts";
import { draftStore } from "./drafts.ts";
import { useLatest } from "./use-latest.ts";
import { useReturn } from "./use-return.ts";
import { useStates } from "./use-states.ts";
import { useWorkspace } from "./workspace-context.ts";

/** Documents that one conversation may name; who needs more has the whole library. */
export const MOST_ATTACHED = 100;

/**
 * What grounds the next message: what the server knows (`attached`), and what is chosen beyond that. What is chosen is
 * attached as soon as there is a conversation; one that begins takes it along with its first message.
 */
export function useAttached(conversationId: string | null, first: Attached) {
  const { person, documents: actions, announce, onChanged, signedOut } = useWorkspace();
  const [attached, setAttached] = useState(first);
  const [chosen, setChosen] = useState<Chosen>(nothingChosen);
  const [trouble, setTrouble] = useState<string | null>(null);
  const asked = useRef(0);

  const settle = async <T>(answer: Promise<Result<T, string>>): Promise<{ value: T } | null> => {
    const result = await answer.catch((): Result<T, string> => ({ ok: false, error: "unreached" }));
    if (result.ok) return { value: result.value };
    if (result.error === "signed-out") signedOut();
    else setTrouble(result.error);
    return null;
  };

  /** As the server sees it now. Of several at once the last one counts. */
  const read = useLatest(async (): Promise<void> => {
    const mine = ++asked.current;
    const { documentIds } = chosen;
    if (conversationId === null && documentIds.length === 0) return setAttached(beginning);
    const answer = await settle(actions.attached(conversationId === null ? { documentIds } : { conversationId }));
    if (answer === null || mine !== asked.current) return;
    setAttached(answer.value);
    if (conversationId === null || documentIds.length === 0) return;
    const there = new Set(answer.value.documents.map(({ id }) => id));
    const missing = documentIds.filter((id) => !there.has(id));
    if (missing.length > 0) {
      if ((await settle(actions.attach({ conversationId, documentIds: missing }))) === null) return;
      announce(conversationId);
    }
    // Once is enough: what does not exist any more cannot be attached. A change of this list reads again.
    setChosen((now) => ({ ...now, documentIds: now.documentIds.filter((id) => !documentIds.includes(id)) }));
  });

  useEffect(() => {
    const kept = readChosen(draftStore(), person.id, conversationId);
    if (isChosen(kept)) setChosen(kept);
  }, []);
  const before = useRef(conversationId);
  useEffect(() => {
    if (before.current !== conversationId) writeChosen(draftStore(), person.id, before.current, nothingChosen);
    before.current = conversationId;
    if (chosen !== nothingChosen) writeChosen(draftStore(), person.id, conversationId, chosen);
  }, [conversationId, chosen, person.id]);

  const { documentIds } = chosen;
  const known = useRef({ conversationId, documentIds });
  useEffect(() => {
    if (known.current.conversationId === conversationId && known.current.documentIds === documentIds) return;
    known.current = { conversationId, documentIds };
    void read();
  }, [conversationId, documentIds, read]);

  useEffect(() => onChanged((id) => void (id === conversationId && read())), [onChanged, conversationId, read]);
  const refresh = useLatest(() => {
    setTrouble(null);
    void read();
  });
  useReturn(refresh);
  useStates(attached.documents, refresh);

  const attach = useLatest((ids: readonly string[]) => {
    setTrouble(null);
    if (ids.length > 0) setChosen((now) => ({ ...now, documentIds: [...new Set([...now.documentIds, ...ids])] }));
  });
  const detach = useLatest(async (ids: readonly string[]) => {
    setTrouble(null);
    const stays = (id: string) => !ids.includes(id);
    setAttached((now) => ({ ...now, documents: now.documents.filter(({ id }) => stays(id)) }));
    // The same list where nothing of it goes: a new one is read again, before the server knows.
    setChosen((now) => (now.documentIds.every(stays) ? now : { ...now, documentIds: now.documentIds.filter(stays) }));
    if (conversationId === null || ids.length === 0) return;
    for (const documentId of ids) await settle(actions.detach({ conversationId, documentId }));
    announce(conversationId);
    await read();
  });
  const setLibrary = useLatest((library: boolean) => setChosen((now) => ({ ...now, library })));

  const taken = useLatest(() => {
    if (chosen.library === null) return;
    setAttached((now) => ({ ...now, library: chosen.library ?? now.library }));
    setChosen((now) => ({ ...now, library: null }));
  });

  return { attached, chosen, taken, trouble, refresh, attach, detach, setLibrary };
}
