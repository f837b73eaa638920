import type { Metadata } from "next";
import { DefaultModelForm } from "#components/security/default-model-form.tsx";
import { LimitsForm } from "#components/security/limits-form.tsx";
import { ModelForm } from "#components/security/model-form.tsx";
import { ModelList } from "#components/security/model-list.tsx";
import { SignUpModeForm } from "#components/security/sign-up-mode-form.tsx";
import { Card, PageHeader, Section } from "#components/ui/page.tsx";
import { requirePermission } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { parseLimits } from "#lib/limits/schema.ts";
import { buckets, defaultLimits, mergeLimits } from "#lib/limits/table.ts";
import { listModels, type ModelLine } from "#lib/models/queries.ts";
import { env } from "#lib/platform/env.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { addModel, changeSetting, removeModel, switchModel, testModel } from "../actions.ts";
import { SignInRules } from "./sign-in-rules.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("admin"))("system.title") };
}

export default async function SystemPage() {
  const ctx = await requirePermission("setting.read", "/admin/system");
  const [t, settings, models] = await Promise.all([translator("admin"), readSettings(ctx.db), listModels(ctx.db)]);

  const fromEnvironment = env().limits;
  const standard = mergeLimits(defaultLimits, fromEnvironment === null ? {} : parseLimits(fromEnvironment), {});
  const limits = buckets.map((bucket) => ({
    bucket,
    label: t(`events.word.bucket.${bucket}`),
    standard: standard[bucket],
    standardText: t("system.limits.standardValue", standard[bucket]),
    changed: settings.limits[bucket] ?? null,
  }));
  const price = ({ inputPrice, outputPrice }: ModelLine) => {
    if (inputPrice === null || outputPrice === null) return t("system.models.unknownPrice");
    if (inputPrice === 0 && outputPrice === 0) return t("system.models.free");
    return t("system.models.priceValue", { input: inputPrice, output: outputPrice });
  };
  return (
    <>
      <PageHeader title={t("system.title")} description={t("system.text")} />
      <Section id="models" className="max-w-4xl" title={t("system.models.title")} description={t("system.models.text")}>
        <ModelList
          models={models.map((model) => ({ ...model, price: price(model) }))}
          doors={{ test: testModel, turn: switchModel, remove: removeModel }}
        />
        <DefaultModelForm
          current={settings.defaultModel}
          models={models.filter(({ enabled }) => enabled).map(({ id, name }) => ({ id, name }))}
          change={changeSetting}
        />
      </Section>
      <Section id="connect" className="max-w-4xl" title={t("system.add.title")}>
        <Card>
          <ModelForm add={addModel} />
        </Card>
      </Section>
      <Section id="sign-up" className="max-w-4xl" title={t("system.signUp.title")}>
        <Card>
          <SignUpModeForm current={settings.signUp} change={changeSetting} />
        </Card>
      </Section>
      <SignInRules ctx={ctx} />
      <Section id="limits" className="max-w-4xl" title={t("system.limits.title")} description={t("system.limits.text")}>
        <LimitsForm rows={limits} change={changeSetting} />
      </Section>
    </>
  );
}
