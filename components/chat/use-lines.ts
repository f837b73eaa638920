"use client";

import { useCallback, useState } from "react";
import type { ConversationLine, ConversationPage } from "#lib/chat/schema.ts";
import { changeLine, withFirstPage, withNextPage } from "./side-lines.ts";

type State = {
  lines: readonly ConversationLine[];
  /** Per view, the `activeAt` after which the next page begins: null when none follows, undefined before any was read. */
  next: { current: string | null; archived: string | null | undefined };
  /** The page the server rendered last: when it renders another, that one is newer than what is known here. */
  rendered: ConversationPage;
};

const viewOf = (archived: boolean) => (archived ? "archived" : "current");
const nextOf = (page: ConversationPage) => (page.more ? (page.lines.at(-1)?.activeAt ?? null) : null);

/** The conversations that are known here: a first page from the server, changes of one's own, pages that were read since. */
export function useLines(rendered: ConversationPage) {
  const [state, setState] = useState<State>({
    lines: rendered.lines,
    next: { current: nextOf(rendered), archived: undefined },
    rendered,
  });
  if (state.rendered !== rendered) setState({ ...withFirst(state, rendered, false), rendered });

  const change = useCallback((id: string, what: Partial<ConversationLine> | null) => {
    setState((known) => ({ ...known, lines: changeLine(known.lines, id, what) }));
  }, []);
  const adopt = useCallback((line: ConversationLine) => {
    setState((known) => {
      if (known.lines.some(({ id }) => id === line.id)) return known;
      return { ...known, lines: withNextPage(known.lines, { lines: [line], more: false }) };
    });
  }, []);
  const readFirst = useCallback((page: ConversationPage, archived: boolean) => {
    setState((known) => withFirst(known, page, archived));
  }, []);
  const readNext = useCallback((page: ConversationPage, archived: boolean) => {
    setState((known) => ({
      ...known,
      lines: withNextPage(known.lines, page),
      next: { ...known.next, [viewOf(archived)]: nextOf(page) },
    }));
  }, []);
  return { lines: state.lines, next: state.next, change, adopt, readFirst, readNext };
}

function withFirst(state: State, page: ConversationPage, archived: boolean): State {
  const view = viewOf(archived);
  const known = state.next[view];
  const fresh = nextOf(page);
  // Pages after the first stay known, so the next one begins after the last of them.
  const next = known === undefined || fresh === null ? fresh : known === null || known < fresh ? known : fresh;
  return { ...state, lines: withFirstPage(state.lines, page, archived), next: { ...state.next, [view]: next } };
}
