import type { Metadata } from "next";
import { Pager } from "#components/security/pager.tsx";
import { RuleForm } from "#components/security/rule-form.tsx";
import { RuleList } from "#components/security/rule-list.tsx";
import { Card, PageHeader, Section } from "#components/ui/page.tsx";
import { listRules } from "#lib/access/address-rules/queries.ts";
import { areas } from "#lib/access/address-rules/schema.ts";
import { MOST_RULES } from "#lib/access/numbers.ts";
import { requirePermission } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { addRule, removeRule } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("admin"))("rules.title") };
}

const PAGE_ROWS = 100;

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function RulesPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requirePermission("address-rule.list", "/admin/rules");
  const page = pageNumber((await searchParams).page);
  const first = (page - 1) * PAGE_ROWS;
  const [t, { rules, total }] = await Promise.all([
    translator("admin"),
    listRules(ctx.db, ctx.now, { offset: first, limit: PAGE_ROWS }),
  ]);
  const step = (to: number, label: string) => ({ href: `/admin/rules?page=${to}`, label });
  return (
    <>
      <PageHeader title={t("rules.title")} description={t("rules.text")} />
      <div className="flex max-w-prose flex-col gap-2">
        <p>
          {ctx.address === null
            ? t("rules.unknownYours")
            : t.rich("rules.yours", { address: () => <strong className="font-mono">{ctx.address}</strong> })}
        </p>
        <p className="text-sm text-muted">{t("rules.meaning")}</p>
        <p className="text-sm text-muted">{t("rules.shell")}</p>
      </div>
      <div className="flex flex-col gap-2">
        <RuleList rules={rules} remove={removeRule} />
        {total > PAGE_ROWS && (
          <Pager
            label={t("users.pages")}
            range={t("users.range", {
              from: Math.min(first + 1, total),
              to: Math.min(first + rules.length, total),
              total,
            })}
            previous={page > 1 ? step(page - 1, t("users.previous")) : null}
            next={first + rules.length < total ? step(page + 1, t("users.next")) : null}
          />
        )}
      </div>
      <Section className="max-w-4xl" title={t("rules.add")}>
        <Card>
          <RuleForm effects={["block", "allow"]} areas={areas} action={addRule} />
        </Card>
      </Section>
    </>
  );
}

/** A page number from an address: anything that is none is the first. */
function pageNumber(given: unknown): number {
  const page = Number(given);
  return Number.isInteger(page) && page >= 1 && page <= MOST_RULES / PAGE_ROWS ? page : 1;
}
