import type { Metadata } from "next";
import { QuarantineList } from "#components/moderation/quarantine-list.tsx";
import { PageHeader } from "#components/ui/page.tsx";
import { denial } from "#lib/access/policy.ts";
import { listQuarantine } from "#lib/documents/queries.ts";
import { requirePermission } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { decideQuarantine } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("moderation"))("quarantine.title") };
}

export default async function QuarantinePage() {
  const ctx = await requirePermission("quarantine.list", "/moderation/quarantine");
  const [t, waiting] = await Promise.all([translator("moderation"), listQuarantine(ctx.db)]);
  // Who was lent the list alone sees it, and decides nothing.
  const maySomebody = denial(ctx.actor, "quarantine.decide", {}, ctx.now) !== "not-allowed";
  const files = waiting.map(({ ownerId, ...file }) => ({
    ...file,
    deciding: !maySomebody ? ("not-allowed" as const) : ownerId === ctx.actor.id ? ("own" as const) : ("open" as const),
  }));
  return (
    <>
      <PageHeader title={t("quarantine.title")} description={t("quarantine.text")} />
      {files.length > 0 && <p className="max-w-prose">{t("quarantine.unseen")}</p>}
      <QuarantineList files={files} decide={decideQuarantine} />
    </>
  );
}
