import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImportPeople } from "#components/security/import-people.tsx";
import { PageHeader } from "#components/ui/page.tsx";
import { denial } from "#lib/access/policy.ts";
import { requirePermission } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { importPeople } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("admin"))("people.import.title") };
}

export default async function ImportPage() {
  const ctx = await requirePermission("person.list", "/admin/users/import");
  if (denial(ctx.actor, "person.import", {}, ctx.now) === "not-allowed") notFound();
  const t = await translator("admin");
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <PageHeader title={t("people.import.title")} description={t("people.import.text")} />
      <ImportPeople run={importPeople} />
    </div>
  );
}
