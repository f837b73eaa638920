import { notFound, redirect } from "next/navigation";
import { openEntries, requirePermission } from "#lib/http/context.ts";
import { administrationPage } from "#lib/http/doors.ts";

export default async function AdminPage() {
  const ctx = await requirePermission("administration.open", "/admin");
  redirect(administrationPage(openEntries(ctx)) ?? notFound());
}
