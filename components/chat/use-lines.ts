"use client";

import { useCallback, useState } from "react";
import type { ConversationLine, ConversationPage } from "#lib/chat/schema.ts";
import { changeLine, withFirstPage, withMore } from "./side-lines.ts";

type State = {
  lines: readonly ConversationLine[];
  /** Per view, where the next page begins: null when none follows, undefined before any was read. */
  next: { current: string | null; archived: string | null | undefined };
  /** The page the server rendered last: when it renders another, that one is newer than what is known here. */
  rendered: ConversationPage;
};

const viewOf = (archived: boolean) => (archived ? "archived" : "current");

/** The conversations that are known here: a first page from the server, changes of one's own, pages that were read since. */
export function useLines(rendered: ConversationPage) {
  const [state, setState] = useState<State>({
    lines: rendered.lines,
    next: { current: rendered.next, archived: undefined },
    rendered,
  });
  if (state.rendered !== rendered) setState({ ...withFirst(state, rendered, false), rendered });

  const change = useCallback((id: string, what: Partial<ConversationLine> | null) => {
    setState((known) => ({ ...known, lines: changeLine(known.lines, id, what) }));
  }, []);
  const adopt = useCallback((line: ConversationLine) => {
    setState((known) => {
      if (known.lines.some(({ id }) => id === line.id)) return known;
      return { ...known, lines: withMore(known.lines, [line]) };
    });
  }, []);
  const readFirst = useCallback((page: ConversationPage, archived: boolean) => {
    setState((known) => withFirst(known, page, archived));
  }, []);
  const readNext = useCallback((page: ConversationPage, archived: boolean) => {
    setState((known) => ({
      ...known,
      lines: withMore(known.lines, page.lines),
      next: { ...known.next, [viewOf(archived)]: page.next },
    }));
  }, []);
  return { lines: state.lines, next: state.next, change, adopt, readFirst, readNext };
}

function withFirst(state: State, page: ConversationPage, archived: boolean): State {
  const view = viewOf(archived);
  const known = state.next[view];
  const fresh = page.next;
  // Pages after the first stay known, so the next one begins after the last of them.
  const next = known === undefined || fresh === null ? fresh : known === null || known < fresh ? known : fresh;
  return { ...state, lines: withFirstPage(state.lines, page, archived), next: { ...state.next, [view]: next } };
}
