import type { Area } from "#lib/access/address-rules/schema.ts";
import type { Permission } from "#lib/access/policy.ts";
import type { Bucket } from "#lib/limits/table.ts";

/** Permissions that need no particular thing to be about. */
export type EntryPermission = Extract<
  Permission,
  | "moderation.open"
  | "quarantine.list"
  | "administration.open"
  | "event.list"
  | "person.list"
  | "setting.read"
  | "address-rule.list"
>;

/** What one needs to enter a part of the house; the longest path that fits counts. */
const entries: readonly [folder: string, permission: EntryPermission][] = [
  ["/admin/events", "event.list"],
  ["/api/events", "event.list"],
  ["/admin/users", "person.list"],
  ["/admin/rules", "address-rule.list"],
  ["/admin/system", "setting.read"],
  ["/admin", "administration.open"],
  ["/moderation/quarantine", "quarantine.list"],
  ["/moderation", "moderation.open"],
];

export const entryPermissions = [...new Set(entries.map(([, permission]) => permission))];

/** The first page of the administration for somebody who may enter these parts; null where there is none. */
export function administrationPage(open: readonly EntryPermission[]): string | null {
  return entries.find(([folder, permission]) => folder.startsWith("/admin/") && open.includes(permission))?.[0] ?? null;
}

/** Parts of the moderation; all others belong to the administration. */
export const moderationPermissions: readonly EntryPermission[] = ["moderation.open", "quarantine.list"];

/** The first page of the moderation, likewise. */
export function moderationPage(open: readonly EntryPermission[]): string | null {
  if (open.includes("moderation.open")) return "/moderation";
  return open.includes("quarantine.list") ? "/moderation/quarantine" : null;
}

/** The permission without which a path looks like one that does not exist; null where anybody may go. */
export function permissionOf(pathname: string): EntryPermission | null {
  return entries.find(([folder]) => within(pathname, folder))?.[1] ?? null;
}

/**
 * The bucket a request is counted in. Probes of health come from machines that must always get an answer, and reports of
 * browsers have a bucket of their own, taken at their door.
 */
export function bucketOf(method: string, pathname: string, headers: Headers): Bucket | null {
  if (isHealth(pathname) || pathname === "/api/csp-report") return null;
  if (method === "POST" && isUploadDoor(pathname)) return "file_upload";
  if (isTokenDoor(pathname)) return "api_calls";
  const reads = method === "GET" || method === "HEAD";
  // A library waits for its documents, looking every second.
  const isPage = !pathname.startsWith("/api/") || headers.has("rsc") || within(pathname, "/api/documents");
  return reads && isPage ? "pages" : "default";
}

/** Doors of programs: an API token opens them, and nothing else. What the API is like is no secret. */
export function isTokenDoor(pathname: string): boolean {
  return within(pathname, "/api/v1") && pathname !== "/api/v1/openapi.json";
}

/** Where whole files come in, longer than any other body. */
export function isUploadDoor(pathname: string): boolean {
  return pathname === "/api/documents" || pathname === "/api/v1/documents";
}

/** Where files go out as they came in. */
export function isDownloadDoor(pathname: string): boolean {
  return /^\/api\/(?:v1\/)?documents\/[^/]+\/file$/.test(pathname);
}

/** Probes must always get an answer: they come from machines inside, and say nothing about anybody. */
export function isHealth(pathname: string): boolean {
  return within(pathname, "/api/health");
}

/** Whose address rules hold for a path, beside those for everything. */
export function areaOf(pathname: string): Area {
  return ["/admin", "/api/events", "/api/v1/events"].some((folder) => within(pathname, folder))
    ? "administration"
    : "everything";
}

function within(pathname: string, folder: string): boolean {
  return pathname === folder || pathname.startsWith(`${folder}/`);
}
