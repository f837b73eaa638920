import type { Actor, ApiToken, Person } from "#lib/platform/context.ts";
import { atLeast, type Role, roles } from "./schema.ts";

export type Denial = "signed-out" | "not-allowed" | "out-of-scope" | "stale-sign-in";

type Holder = Person | ApiToken;
type Check<R> = ((holder: Holder, resource: R, now: Date) => boolean) & { reach: Reach };
/** How far a grant reaches, for people who read the matrix. */
export type Reach = "own" | "opened" | "all";
type Rule<R> = {
  grants: Partial<Record<Role, Check<R>>>;
  /** Minutes since somebody last showed who they are; null where any session will do. */
  freshSignInMinutes: number | null;
  /** A holder may lend it to somebody else for some time. */
  delegable: boolean;
  /** A program may hold it. */
  forTokens: boolean;
};

const reaching = <R>(reach: Reach, check: (holder: Holder, resource: R, now: Date) => boolean): Check<R> =>
  Object.assign(check, { reach });

const always = reaching<object>("all", () => true);
const owns = reaching<{ ownerId: string }>("own", (holder, { ownerId }) => holder.id === ownerId);
/** Somebody else's content, after breaking the glass for it. */
const brokeGlass = reaching<{ ownerId: string }>(
  "opened",
  (holder, { ownerId }, now) =>
    holder.id === ownerId ||
    (holder.kind === "person" && holder.glass.some((glass) => glass.ownerId === ownerId && glass.expiresAt > now)),
);

type Options = { freshSignInMinutes?: number; delegable?: true; forTokens?: true };
function rule<R>({
  freshSignInMinutes = undefined,
  delegable = undefined,
  forTokens = undefined,
  ...grants
}: Partial<Record<Role, Check<R>>> & Options): Rule<R> {
  return {
    grants: grants as Rule<R>["grants"],
    freshSignInMinutes: freshSignInMinutes ?? null,
    delegable: delegable ?? false,
    forTokens: forTokens ?? false,
  };
}

const fresh = { freshSignInMinutes: 15 } as const;

/** The whole answer to "who may do what". Roles inherit upwards; a role that is not named is denied. */
export const policy = {
  "conversation.create": rule<object>({ user: always, forTokens: true }),
  "conversation.read": rule<{ ownerId: string }>({ user: owns, admin: brokeGlass, forTokens: true }),
  "conversation.write": rule<{ ownerId: string }>({ user: owns, forTokens: true }),
  "conversation.delete": rule<{ ownerId: string }>({ user: owns, forTokens: true }),
  "document.create": rule<object>({ user: always, forTokens: true }),
  "document.read": rule<{ ownerId: string }>({ user: owns, forTokens: true }),
  "document.change": rule<{ ownerId: string }>({ user: owns, forTokens: true }),
  "document.delete": rule<{ ownerId: string }>({ user: owns, forTokens: true }),
  "quarantine.list": rule<object>({ moderator: always, delegable: true }),
  "quarantine.decide": rule<object>({ moderator: always, ...fresh }),
  "usage.read": rule<{ ownerId: string }>({ user: owns, forTokens: true }),
  "account.read": rule<{ ownerId: string }>({ user: owns }),
  "account.change": rule<{ ownerId: string }>({ user: owns }),
  "factor.change": rule<{ ownerId: string }>({ user: owns, ...fresh }),
  "email.change": rule<{ ownerId: string }>({ user: owns, ...fresh }),
  "token.read": rule<{ ownerId: string }>({ user: owns }),
  "token.create": rule<{ ownerId: string }>({ user: owns, ...fresh }),
  "token.end": rule<{ ownerId: string }>({ user: owns }),
  "delegation.create": rule<object>({ moderator: always, ...fresh }),
  "delegation.end": rule<{ ownerId: string }>({ user: owns, admin: always as never }),
  "moderation.open": rule<object>({ moderator: always, delegable: true }),
  "administration.open": rule<object>({ admin: always, delegable: true }),
  "event.list": rule<object>({ admin: always, delegable: true, forTokens: true }),
  "event.read-origin": rule<object>({ admin: always, delegable: true, forTokens: true }),
  "person.list": rule<object>({ admin: always, delegable: true }),
  "person.invite": rule<object>({ admin: always, ...fresh }),
  "person.change-role": rule<object>({ admin: always, ...fresh }),
  "person.suspend": rule<object>({ admin: always, ...fresh }),
  "person.end-sessions": rule<object>({ admin: always, ...fresh }),
  "person.require-factor": rule<object>({ admin: always, ...fresh }),
  "person.reset-factor": rule<object>({ admin: always, ...fresh }),
  "person.unlock": rule<object>({ admin: always, ...fresh }),
  "person.import": rule<object>({ admin: always, ...fresh }),
  "glass.break": rule<object>({ admin: always, ...fresh }),
  "glass.close": rule<object>({ admin: always }),
  "address-rule.list": rule<object>({ admin: always, delegable: true }),
  "address-rule.change": rule<object>({ admin: always, ...fresh }),
  "setting.read": rule<object>({ admin: always, delegable: true }),
  "setting.change": rule<object>({ admin: always, ...fresh }),
  "model.manage": rule<object>({ admin: always, ...fresh }),
} as const;

export type Permission = keyof typeof policy;
export type ResourceOf<P extends Permission> = (typeof policy)[P] extends Rule<infer R> ? R : never;
export const permissions = Object.keys(policy) as Permission[];

/** Why `actor` may not do this, or null for go ahead. Pure; {@link ../refusal.ts} also records the refusal. */
export function denial<P extends Permission>(
  actor: Actor,
  permission: P,
  resource: ResourceOf<P>,
  now: Date,
): Denial | null {
  // Somebody with a shell on the server holds the keys and the database already; the product's own jobs act for all.
  if (actor.kind === "operator" || actor.kind === "system") return null;
  if (actor.kind === "anonymous") return "signed-out";
  const { grants, freshSignInMinutes, forTokens } = policy[permission] as Rule<ResourceOf<P>>;
  if (actor.kind === "token" && !(forTokens && actor.scopes.includes(permission))) return "out-of-scope";
  const granted = roles.some((role) => atLeast(actor.role, role) && grants[role]?.(actor, resource, now) === true);
  if (!granted && !isLent(actor, permission, now)) return "not-allowed";
  if (freshSignInMinutes === null || actor.kind === "token") return null;
  const age = now.getTime() - actor.signedInAt.getTime();
  return age > freshSignInMinutes * 60_000 ? "stale-sign-in" : null;
}

/** Only what may be lent counts, whatever the row says. */
function isLent(actor: Holder, permission: Permission, now: Date): boolean {
  return (
    policy[permission].delegable &&
    actor.kind === "person" &&
    actor.delegated.some((lent) => lent.permission === permission && lent.expiresAt > now)
  );
}

/** Whether a role holds a permission by itself and for everything: what may be lent, and what a lent permission stands on. */
export function mayLend(role: Role, permission: string): permission is Permission {
  if (!isPermission(permission)) return false;
  return policy[permission].delegable && reachOf(permission)[role] === "all";
}

function isPermission(name: string): name is Permission {
  return Object.hasOwn(policy, name);
}

/** The roles that hold a permission and how far it reaches for each, as the matrix shows it. */
export function reachOf(permission: Permission): Record<Role, Reach | null> {
  const { grants } = policy[permission] as Rule<never>;
  let reach: Reach | null = null;
  return Object.fromEntries(
    roles.map((role) => {
      reach = grants[role]?.reach ?? reach;
      return [role, reach];
    }),
  ) as Record<Role, Reach | null>;
}
