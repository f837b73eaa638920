import type { ReactNode } from "react";
import { denial } from "#lib/access/policy.ts";
import { requirePermission } from "#lib/http/context.ts";
import { PeopleTabs } from "./people-tabs.tsx";

export default async function PeopleLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePermission("person.list", "/admin/users");
  return (
    <>
      <PeopleTabs mayImport={denial(ctx.actor, "person.import", {}, ctx.now) !== "not-allowed"} />
      {children}
    </>
  );
}
