import type { Metadata } from "next";
import { EndDelegation } from "#components/account/delegations.tsx";
import { Translations } from "#components/translations.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader, Section } from "#components/ui/page.tsx";
import { type Column, DataTable } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import { type LentPermission, listDelegations } from "#lib/access/queries.ts";
import { requirePermission } from "#lib/http/context.ts";
import { currentLanguage } from "#lib/http/preferences.ts";
import { pickMessages, translator } from "#lib/http/translate.ts";
import { endDelegation } from "../../../(workspace)/settings/security/lending-actions.ts";
import { PermissionMatrix } from "./permission-matrix.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("admin"))("people.matrix.title") };
}

export default async function PermissionsPage() {
  const ctx = await requirePermission("person.list", "/admin/users/permissions");
  const [t, access, lent, language, messages] = await Promise.all([
    translator("admin"),
    translator("access"),
    listDelegations(ctx.db, ctx.now),
    currentLanguage(),
    pickMessages("access", "errors", "ui"),
  ]);
  const columns: Column<LentPermission>[] = [
    {
      key: "permission",
      header: t("people.matrix.permission"),
      rowHeader: true,
      cell: ({ permission }) => access(`permission.${permission}`),
    },
    {
      key: "who",
      header: access("lending.who"),
      cell: ({ from, to }) => access("lending.between", { from: from.name, to: to.name }),
    },
    {
      key: "until",
      header: access("lending.until"),
      nowrap: true,
      cell: ({ expiresAt }) => <Time value={expiresAt} format="minute" />,
    },
    {
      key: "end",
      header: access("lending.end"),
      nowrap: true,
      cell: ({ id, permission, to }) => (
        <EndDelegation
          delegationId={id}
          label={access("lending.end")}
          name={access("lending.endOf", { permission: access(`permission.${permission}`), name: to.name })}
          back="/admin/users/permissions"
          end={endDelegation}
        />
      ),
    },
  ];
  return (
    <>
      <PageHeader title={t("people.matrix.title")} description={t("people.matrix.text")} />
      <PermissionMatrix />
      <Section
        className="max-w-4xl"
        id="lent"
        title={t("people.matrix.lent")}
        description={t("people.matrix.lentText")}
        actions={
          <LinkButton href="/settings/security#lending" size="sm">
            {t("people.matrix.toLend")}
          </LinkButton>
        }
      >
        <Translations language={language} messages={messages}>
          <DataTable
            caption={t("people.matrix.lent")}
            captionHidden
            columns={columns}
            rows={lent}
            rowKey={({ id }) => id}
            empty={<EmptyState title={t("people.matrix.lentNone")}>{t("people.matrix.lentNoneText")}</EmptyState>}
          />
        </Translations>
      </Section>
    </>
  );
}
