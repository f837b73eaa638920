import type { Actor, Person } from "#lib/platform/context.ts";
import { atLeast, type Role, roles } from "./schema.ts";

export type Denial = "signed-out" | "not-allowed" | "stale-sign-in";

type Check<R> = (person: Person, resource: R) => boolean;
type Rule<R> = { grants: Partial<Record<Role, Check<R>>>; freshSignInMinutes: number | null };

const always = () => true;
const owns: Check<{ ownerId: string }> = (person, resource) => person.id === resource.ownerId;

function rule<R>({
  freshSignInMinutes,
  ...grants
}: Partial<Record<Role, Check<R>>> & { freshSignInMinutes?: number }): Rule<R> {
  return { grants: grants as Rule<R>["grants"], freshSignInMinutes: freshSignInMinutes ?? null };
}

/** The whole answer to "who may do what". Roles inherit upwards; a role that is not named is denied. */
export const policy = {
  "conversation.create": rule<object>({ user: always }),
  "conversation.read": rule<{ ownerId: string }>({ user: owns }),
  "conversation.write": rule<{ ownerId: string }>({ user: owns }),
  "conversation.delete": rule<{ ownerId: string }>({ user: owns }),
  "account.read": rule<{ ownerId: string }>({ user: owns }),
  "account.change": rule<{ ownerId: string }>({ user: owns }),
  "moderation.open": rule<object>({ moderator: always }),
  "administration.open": rule<object>({ admin: always }),
  "event.list": rule<object>({ admin: always }),
  "event.read-origin": rule<object>({ admin: always }),
  "person.list": rule<object>({ admin: always }),
  "person.invite": rule<object>({ admin: always, freshSignInMinutes: 15 }),
  "setting.read": rule<object>({ admin: always }),
  "setting.change": rule<object>({ admin: always, freshSignInMinutes: 15 }),
  "model.manage": rule<object>({ admin: always, freshSignInMinutes: 15 }),
} as const;

export type Permission = keyof typeof policy;
export type ResourceOf<P extends Permission> = (typeof policy)[P] extends Rule<infer R> ? R : never;

/** Why `actor` may not do this, or null for go ahead. Pure; {@link ../refusal.ts} also records the refusal. */
export function denial<P extends Permission>(
  actor: Actor,
  permission: P,
  resource: ResourceOf<P>,
  now: Date,
): Denial | null {
  // Somebody with a shell on the server holds the keys and the database already; the product's own jobs act for all.
  if (actor.kind === "operator" || actor.kind === "system") return null;
  if (actor.kind !== "person") return "signed-out";
  const { grants, freshSignInMinutes } = policy[permission] as Rule<ResourceOf<P>>;
  const granted = roles.some((role) => atLeast(actor.role, role) && grants[role]?.(actor, resource) === true);
  if (!granted) return "not-allowed";
  const age = now.getTime() - actor.signedInAt.getTime();
  return freshSignInMinutes !== null && age > freshSignInMinutes * 60_000 ? "stale-sign-in" : null;
}
