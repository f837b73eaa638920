import { notFound } from "next/navigation";
import { requirePermission } from "#lib/http/context.ts";
import { findPerson } from "#lib/identity/people/queries.ts";
import { OnePerson } from "#lib/identity/people/schema.ts";

/** The person a page is about, and who looks at it; what is no id or nobody's looks like a page that does not exist. */
export async function personOfPage(accountId: string, page = "") {
  const ctx = await requirePermission("person.list", `/admin/users/${encodeURIComponent(accountId)}${page}`);
  if (!OnePerson.safeParse({ accountId }).success) notFound();
  const person = await findPerson(ctx.db, accountId, ctx.now);
  if (person === null) notFound();
  return { ctx, person };
}
