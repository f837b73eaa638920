"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Label } from "#lib/access/labels.ts";
import type { DocumentLine } from "#lib/documents/schema.ts";
import { useStates } from "../chat/use-states.ts";
import { Pager } from "../security/pager.tsx";
import type { Door } from "../site/form-door.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Menu, type MenuEntry } from "../ui/menu.tsx";
import { Section } from "../ui/page.tsx";
import { Cell, HeaderCell, TableFrame } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { LabelChoice } from "./label-choice.tsx";
import { mayDownload } from "./may-download.ts";
import { RemoveDocument } from "./remove-document.tsx";
import { RenameDocument } from "./rename-document.tsx";
import { StateWords } from "./state-words.tsx";
import { useSize } from "./use-size.ts";

export type DocumentDoors = {
  edit: Door<{ documentId: string; name?: string; label?: Label }>;
  remove: Door<{ documentId: string }>;
};

type DocumentTableProps = {
  /** One page of the list, which begins with number `from` (0) of `count`, `rows` to a page. */
  documents: readonly DocumentLine[];
  from: number;
  count: number;
  rows: number;
  doors: DocumentDoors;
};

type Asked = { what: "rename" | "remove"; document: DocumentLine };

/** The library. On a narrow window a row becomes a small card: the name with its figures, the label below. */
export function DocumentTable({ documents, from, count, rows, doors }: DocumentTableProps) {
  const t = useTranslations("documents.list");
  const router = useRouter();
  const [asked, setAsked] = useState<Asked | null>(null);
  useStates(documents, () => router.refresh());
  const close = () => setAsked(null);
  const empty = (
    <EmptyState title={t("none")} icon="document">
      {t("noneText")}
    </EmptyState>
  );
  return (
    <Section title={t("title")} description={count > 0 && t("count", { count })}>
      <TableFrame caption={t("caption")} captionHidden after={documents.length === 0 && empty}>
        <thead className="max-wide:hidden">
          <tr>
            <HeaderCell>{t("name")}</HeaderCell>
            <HeaderCell className="w-44">{t("label")}</HeaderCell>
            <HeaderCell align="end">{t("size")}</HeaderCell>
            <HeaderCell align="end">{t("pages")}</HeaderCell>
            <HeaderCell>{t("usedIn")}</HeaderCell>
            <HeaderCell>{t("added")}</HeaderCell>
            <HeaderCell className="w-px">
              <span className="sr-only">{t("actions")}</span>
            </HeaderCell>
          </tr>
        </thead>
        <tbody className="max-wide:block max-wide:divide-y max-wide:divide-border">
          {documents.map((document) => (
            <Row key={document.id} document={document} doors={doors} ask={(what) => setAsked({ what, document })} />
          ))}
        </tbody>
      </TableFrame>
      {count > rows && (
        <Pager
          label={t("pager")}
          range={t("range", { from: from + 1, to: from + documents.length, count })}
          previous={from > 0 ? { href: `/documents?from=${from - rows}`, label: t("previous") } : null}
          next={from + rows < count ? { href: `/documents?from=${from + rows}`, label: t("next") } : null}
        />
      )}
      {asked?.what === "rename" && <RenameDocument document={asked.document} edit={doors.edit} onClose={close} />}
      {asked?.what === "remove" && <RemoveDocument document={asked.document} remove={doors.remove} onClose={close} />}
    </Section>
  );
}

type RowProps = { document: DocumentLine; doors: DocumentDoors; ask: (what: Asked["what"]) => void };

/** Cells of a card where the window is narrow. */
const card = "max-wide:h-auto max-wide:border-b-0";
const wide = "max-wide:hidden";

function Row({ document, doors, ask }: RowProps) {
  const t = useTranslations("documents.list");
  const words = useSize();
  const { id, name, size, pages, usedIn, createdAt } = document;
  return (
    <tr className="hover:bg-hover max-wide:grid max-wide:grid-cols-[1fr_auto]">
      <Cell rowHeader className={`${card} max-wide:px-4 max-wide:pt-3 wide:min-w-64`}>
        <Link href={`/documents/${id}`} prefetch={false} className="text-base break-words">
          {name}
        </Link>
        <StateWords document={document} />
        <span className="flex flex-wrap gap-x-3 text-sm font-normal text-muted figures wide:hidden">
          <span>{words(size)}</span>
          {pages !== null && <span>{t("pageCount", { count: pages })}</span>}
          {usedIn > 0 && <span>{t("usedInCount", { count: usedIn })}</span>}
          <Time value={createdAt} format="date" />
        </span>
      </Cell>
      <Cell className={`${card} max-wide:col-span-2 max-wide:row-start-2 max-wide:px-4 max-wide:pb-3`}>
        <LabelChoice document={document} edit={doors.edit} />
      </Cell>
      <Cell align="end" nowrap className={wide}>
        {words(size)}
      </Cell>
      <Cell align="end" className={wide}>
        {pages ?? "–"}
      </Cell>
      <Cell className={wide}>{t("usedInCount", { count: usedIn })}</Cell>
      <Cell nowrap className={wide}>
        <Time value={createdAt} format="date" />
      </Cell>
      <Cell className={`${card} max-wide:col-start-2 max-wide:row-start-1 max-wide:pt-2`}>
        <RowMenu document={document} ask={ask} />
      </Cell>
    </tr>
  );
}

function RowMenu({ document, ask }: Omit<RowProps, "doors">) {
  const t = useTranslations("documents.list");
  const { id, name, state } = document;
  const items: (MenuEntry | false)[] = [
    state === "ready" && { id: "open", label: t("open"), icon: "book", href: `/documents/${id}` },
    mayDownload(document) && {
      ...{ id: "download", label: t("download"), icon: "download", href: `/api/documents/${id}/file` },
    },
    { id: "rename", label: t("rename"), icon: "pencil", onSelect: () => ask("rename") },
    { id: "remove", label: t("remove"), icon: "trash", tone: "danger", onSelect: () => ask("remove") },
  ];
  return <Menu label={t("menuOf", { name })} items={items.filter((item) => item !== false)} align="end" />;
}
