import type { Permission } from "#lib/access/policy.ts";
import type { Bucket } from "#lib/limits/table.ts";

/** Permissions that need no particular thing to be about. */
export type EntryPermission = Extract<
  Permission,
  "moderation.open" | "administration.open" | "event.list" | "person.list" | "setting.read" | "address-rule.list"
>;

/** What one needs to enter a part of the house; the longest path that fits counts. */
const entries: readonly [folder: string, permission: EntryPermission][] = [
  ["/admin/events", "event.list"],
  ["/api/events", "event.list"],
  ["/admin/users", "person.list"],
  ["/admin/rules", "address-rule.list"],
  ["/admin/system", "setting.read"],
  ["/admin", "administration.open"],
  ["/moderation", "moderation.open"],
];

export const entryPermissions = [...new Set(entries.map(([, permission]) => permission))];

/** The permission without which a path looks like one that does not exist; null where anybody may go. */
export function permissionOf(pathname: string): EntryPermission | null {
  return entries.find(([folder]) => within(pathname, folder))?.[1] ?? null;
}

/**
 * The bucket a request is counted in. Probes of health come from machines that must always get an answer, and reports of
 * browsers have a bucket of their own, taken at their door.
 */
export function bucketOf(method: string, pathname: string, headers: Headers): Bucket | null {
  if (within(pathname, "/api/health") || pathname === "/api/csp-report") return null;
  const reads = method === "GET" || method === "HEAD";
  return reads && (!pathname.startsWith("/api/") || headers.has("rsc")) ? "pages" : "default";
}

function within(pathname: string, folder: string): boolean {
  return pathname === folder || pathname.startsWith(`${folder}/`);
}
