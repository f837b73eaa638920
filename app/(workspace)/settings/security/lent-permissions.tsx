import { Delegations } from "#components/account/delegations.tsx";
import { LendForm } from "#components/account/lend-form.tsx";
import { Translations } from "#components/translations.tsx";
import { Card, Section } from "#components/ui/page.tsx";
import { denial, mayLend, permissions } from "#lib/access/policy.ts";
import { type LentPermission, listDelegations } from "#lib/access/queries.ts";
import { currentLanguage } from "#lib/http/preferences.ts";
import { pickMessages, translator } from "#lib/http/translate.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { endDelegation, lendPermission } from "./lending-actions.ts";

/** What was lent to one, what one lends, and a form to lend; nothing at all for who has and can do none of it. */
export async function LentPermissions({ ctx }: { ctx: PersonCtx }) {
  const [t, language, messages, lent] = await Promise.all([
    translator("access"),
    currentLanguage(),
    pickMessages("access", "errors", "ui"),
    listDelegations(ctx.db, ctx.now, ctx.actor.id),
  ]);
  const isLender = denial(ctx.actor, "delegation.create", {}, ctx.now) !== "not-allowed";
  if (!isLender && lent.length === 0) return null;
  const line = (other: "from" | "to") => (each: LentPermission) => ({
    id: each.id,
    permission: t(`permission.${each.permission}`),
    name: each[other].name,
    expiresAt: each.expiresAt.toISOString(),
  });
  const mine = permissions.filter((permission) => mayLend(ctx.actor.role, permission));
  return (
    <Section id="lending" title={t("lending.title")} description={t("lending.text")}>
      <Translations language={language} messages={messages}>
        <Delegations
          toYou={lent.filter(({ to }) => to.id === ctx.actor.id).map(line("from"))}
          byYou={isLender ? lent.filter(({ from }) => from.id === ctx.actor.id).map(line("to")) : null}
          end={endDelegation}
        />
        {isLender && (
          <Card>
            <h3 className="mb-3 font-medium">{t("lending.lend")}</h3>
            <LendForm
              action={lendPermission}
              permissions={mine.map((value) => ({ value, label: t(`permission.${value}`) }))}
            />
          </Card>
        )}
      </Translations>
    </Section>
  );
}
