import { denial, type Permission } from "#lib/access/policy.ts";
import type { Holder } from "./people.ts";
import type { Things } from "./things.ts";

/** Who may come in: anybody, any signed-in person, who holds a permission, who owns what is named, a program. */
export type Access =
  | "anybody"
  | "person"
  /** To everybody else the thing looks like one that does not exist, unless the policy gives them a permission over it. */
  | { own: keyof Things; permission: Permission | null }
  | { permission: Permission }
  /** Who may open the page of a person, and has broken the glass for what is theirs. */
  | "glass"
  /** A door of the API: only a token opens it. */
  | "program"
  /** Answers anybody, and tells each only about themselves. */
  | "self"
  /** Only for a sign-in that is half done; everybody else is led to its beginning. */
  | "step"
  /** Closed to all who knock here: there is no such thing. */
  | "nobody";

export const own = (thing: keyof Things, permission: Permission | null = null) => ({ own: thing, permission });
export const may = (permission: Permission) => ({ permission });

/** An input, whose values may be ids of things that are made first. */
export type Given = Readonly<Record<string, unknown>>;

/** Whether somebody may come in, by the policy and by nothing else, where what is asked for belongs to `ownerId`. */
export function allows(access: Access, { ctx }: Holder, ownerId: string): boolean {
  if (access === "anybody" || access === "self") return true;
  if (ctx === null || access === "program" || access === "step" || access === "nobody") return false;
  if (access === "person") return true;
  const holds = (permission: Permission) => denial(ctx.actor, permission, { ownerId }, new Date()) === null;
  if (access === "glass") return holds("person.list") && holds("conversation.read");
  if (!("own" in access)) return holds(access.permission);
  return ctx.actor.id === ownerId || (access.permission !== null && holds(access.permission));
}
