import type { Role } from "#lib/access/schema.ts";
import { settingsInMemory } from "#lib/settings/queries.ts";

/** How long sessions of a role last, in milliseconds, and how many there may be at once: the administrator's numbers. */
export function sessionLimits(role: Role): { idle: number; absolute: number; most: number } {
  const { idleMinutes, absoluteHours, most } = settingsInMemory().sessions[role];
  return { idle: idleMinutes * 60_000, absolute: absoluteHours * 3_600_000, most };
}

/** Lifetimes of the two tokens of a session, in milliseconds. */
export function tokenLifetimes(): { access: number; refresh: number } {
  const { accessMinutes, refreshDays } = settingsInMemory().tokens;
  return { access: accessMinutes * 60_000, refresh: refreshDays * 86_400_000 };
}
