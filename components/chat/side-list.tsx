"use client";

import { useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ConversationLine } from "#lib/chat/schema.ts";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { LineMenu, type LineMenuHandle } from "./line-menu.tsx";
import { SideLine } from "./side-line.tsx";
import { filterLines, groupLines } from "./side-lines.ts";
import { useToday } from "./use-today.ts";
import { useWorkspace } from "./workspace-context.ts";

type SideListProps = { today: number; query: string; archived: boolean; loading: boolean };

/** The conversations under their headings. One menu serves all of them: each line only names it. */
export function SideList({ today: renderedDay, query, archived, loading }: SideListProps) {
  const t = useTranslations("chat");
  const { lines, navigation, rename } = useWorkspace();
  const today = useToday(renderedDay);
  const [renaming, setRenaming] = useState<string | null>(null);
  const menu = useRef<LineMenuHandle>(null);
  const groups = useMemo(() => {
    const shown = filterLines(
      lines.filter((line) => line.archived === archived),
      query,
    );
    return groupLines(shown, today);
  }, [lines, query, archived, today]);
  const here = navigation.target ?? navigation.path;

  if (loading) return <LoadingLines label={t("side.loading")} />;
  return (
    <>
      {groups.length === 0 && (
        <p className="px-2 py-3 text-sm text-muted">
          {t(query !== "" ? "side.nothingFound" : archived ? "archive.empty" : "side.empty")}
        </p>
      )}
      {groups.map((group) => (
        <section key={group.name} aria-labelledby={`lines-${group.name}`}>
          <h2 id={`lines-${group.name}`} className="px-2 pt-3 pb-1 text-xs font-medium text-muted">
            {t(`side.${group.name}`)}
          </h2>
          <ul>
            {group.lines.map((line) => (
              <SideLine
                key={line.id}
                line={line}
                current={here === `/chat/${line.id}`}
                renaming={renaming === line.id}
                moreLabel={t("line.menu", { title: line.title })}
                onMenu={(press) => menu.current?.point(line, press)}
                onRenamed={(title, byKey) => {
                  setRenaming(null);
                  if (title !== null) rename(line.id, title);
                  if (byKey) requestAnimationFrame(() => focusLine(line.id));
                }}
              />
            ))}
          </ul>
        </section>
      ))}
      <LineMenu ref={menu} onRename={(line: ConversationLine) => setRenaming(line.id)} />
    </>
  );
}

function focusLine(id: string) {
  document.querySelector<HTMLElement>(`li > a[href="/chat/${id}"]`)?.focus();
}

function LoadingLines({ label }: { label: string }) {
  return (
    <Loading label={label} className="flex flex-col gap-1 pt-8">
      {["w-4/5", "w-3/5", "w-11/12", "w-2/3"].map((width) => (
        <span key={width} className="flex h-control items-center px-2">
          <Skeleton className={`h-3 ${width}`} />
        </span>
      ))}
    </Loading>
  );
}
