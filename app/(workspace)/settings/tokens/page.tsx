import type { Metadata } from "next";
import { TokenForm } from "#components/account/token-form.tsx";
import { TokenList } from "#components/account/token-list.tsx";
import { Card, Section } from "#components/ui/page.tsx";
import { requirePerson } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { listTokens } from "#lib/identity/tokens/queries.ts";
import { scopeField, scopesOf } from "#lib/identity/tokens/schema.ts";
import { createToken, endToken } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("account"))("tokens.title") };
}

/** Days to choose from; a month is what most programs need before somebody looks at them again. */
const LIFETIMES = [7, 30, 90, 365] as const;

export default async function TokensPage() {
  const ctx = await requirePerson("/settings/tokens");
  const [t, tokens] = await Promise.all([translator("account"), listTokens(ctx.db, ctx.actor.id, ctx.now)]);
  const text = t.rich("tokens.text", {
    help: (words) => <a href="/help/api-tokens">{words}</a>,
    doc: (words) => <a href="/api/v1/openapi.json">{words}</a>,
  });
  return (
    <>
      <Section title={t("tokens.list")} description={text}>
        <TokenList tokens={tokens} end={endToken} />
      </Section>
      <Section title={t("tokens.make")} description={t("tokens.makeText")}>
        <Card>
          <TokenForm
            scopes={scopesOf(ctx.actor.role).map((scope) => ({ scope, field: scopeField(scope) }))}
            lifetimes={LIFETIMES}
            action={createToken}
          />
        </Card>
      </Section>
    </>
  );
}
