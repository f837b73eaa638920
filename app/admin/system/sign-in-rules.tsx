import { FactorRolesForm } from "#components/security/factor-roles-form.tsx";
import { SessionsForm } from "#components/security/sessions-form.tsx";
import { TokensForm } from "#components/security/tokens-form.tsx";
import { Card, Section } from "#components/ui/page.tsx";
import { roles } from "#lib/access/schema.ts";
import { translator } from "#lib/http/translate.ts";
import { readFactors } from "#lib/identity/factors/queries.ts";
import { sessionDefaults, tokenDefaults } from "#lib/identity/numbers.ts";
import { hasSecondFactor } from "#lib/identity/proceed.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { changeSetting } from "../actions.ts";

/** What every sign-in and session is held to: a second factor, how long, how many. */
export async function SignInRules({ ctx }: { ctx: PersonCtx }) {
  const [t, account, settings, factors] = await Promise.all([
    translator("admin"),
    translator("account"),
    readSettings(ctx.db),
    readFactors(ctx.db, ctx.actor.id),
  ]);
  const named = roles.map((value) => ({ value, label: account(`role.${value}`) }));
  return (
    <>
      <Section
        id="factor-roles"
        className="max-w-4xl"
        title={t("system.factorRoles.title")}
        description={t("system.factorRoles.text")}
      >
        <Card>
          <FactorRolesForm
            roles={named}
            current={settings.factorRoles}
            roleWithout={hasSecondFactor(factors) ? null : ctx.actor.role}
            change={changeSetting}
          />
        </Card>
      </Section>
      <Section
        id="sessions"
        className="max-w-4xl"
        title={t("system.sessions.title")}
        description={t("system.sessions.text")}
      >
        <SessionsForm
          rows={named.map(({ value: role, label }) => ({
            role,
            label,
            current: settings.sessions[role],
            standard: sessionDefaults[role],
            standardText: t("system.sessions.standardValue", sessionDefaults[role]),
          }))}
          change={changeSetting}
        />
      </Section>
      <Section id="tokens" className="max-w-4xl" title={t("system.tokens.title")} description={t("system.tokens.text")}>
        <Card>
          <TokensForm current={settings.tokens} standard={tokenDefaults} change={changeSetting} />
        </Card>
      </Section>
    </>
  );
}
