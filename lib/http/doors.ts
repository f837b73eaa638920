import type { Permission } from "#lib/access/policy.ts";
import type { Role } from "#lib/access/schema.ts";
import type { Bucket } from "#lib/limits/table.ts";

type Area = {
  role: Extract<Role, "moderator" | "admin">;
  permission: Extract<Permission, "moderation.open" | "administration.open">;
};

/** The parts of the house that need a role to enter. */
export function areaOf(pathname: string): Area | null {
  if (within(pathname, "/admin") || within(pathname, "/api/events"))
    return { role: "admin", permission: "administration.open" };
  if (within(pathname, "/moderation")) return { role: "moderator", permission: "moderation.open" };
  return null;
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
