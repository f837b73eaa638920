"use client";

import { useTranslations } from "use-intl/react";
import type { Choice } from "#lib/models/queries.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { plainClick } from "./plain-click.ts";
import { useWorkspace } from "./workspace-context.ts";

type EmptyChatProps = { models: readonly Choice[]; onAsk: (text: string) => void };

const AT_MOST = 3;
const LIBRARIAN = "librarian";

/** Three things one can do now, taken from what one has. */
export function EmptyChat({ models, onAsk }: EmptyChatProps) {
  const t = useTranslations("chat.empty");
  const { lines, navigation, person } = useWorkspace();
  const last = lines
    .filter((line) => !line.archived)
    .reduce<(typeof lines)[number] | null>((a, b) => (a === null || b.activeAt > a.activeAt ? b : a), null);
  const onlyLibrarian = models.every(({ id }) => id === LIBRARIAN);
  const questions = models.some(({ id }) => id === LIBRARIAN)
    ? ([...(onlyLibrarian ? (["models"] as const) : []), "privacy", "keys", "stop"] as const)
    : [];
  const row =
    "flex w-full items-center gap-3 rounded-lg border border-border bg-surface px-4 py-3 text-start no-underline transition-colors hover:border-control";
  const content = (icon: IconName, kind: string, text: string) => (
    <>
      <Icon name={icon} className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block text-sm text-muted">{kind}</span>
        <span className="block truncate">{text}</span>
      </span>
      <Icon name="arrow-right" size={16} className="shrink-0 text-muted" />
    </>
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="mx-auto my-auto flex w-full max-w-xl flex-col gap-4 px-4 py-8">
        <h2 className="text-2xl font-medium">{t("title", { name: person.name })}</h2>
        <ul className="flex flex-col gap-2">
          {last !== null && (
            <li>
              <a
                href={`/chat/${last.id}`}
                onClick={(event) => {
                  if (plainClick(event) === null) return;
                  event.preventDefault();
                  navigation.go(`/chat/${last.id}`);
                }}
                className={row}
              >
                {content("message", t("goOn"), last.title)}
              </a>
            </li>
          )}
          {questions.slice(0, last === null ? AT_MOST : AT_MOST - 1).map((key) => (
            <li key={key}>
              <button type="button" onClick={() => onAsk(t(`ask.${key}`))} className={row}>
                {content("book", t("askLibrarian"), t(`ask.${key}`))}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
