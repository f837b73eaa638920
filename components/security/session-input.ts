import { sessionBounds } from "#lib/identity/numbers.ts";

export type SessionNumbers = { idleMinutes: number; absoluteHours: number; most: number };
export const sessionParts = ["idleMinutes", "absoluteHours", "most"] as const satisfies (keyof SessionNumbers)[];

/** The name of a field in the form. */
export const sessionField = (role: string, part: keyof SessionNumbers) => `${role}.${part}`;

type Parsed = { ok: true; value: Record<string, SessionNumbers> } | { ok: false; role: string };

/** The numbers of every role, or the first role of which one is wrong. An empty field means the standard. */
export function readSessions(
  rows: readonly { role: string; standard: SessionNumbers }[],
  form: Pick<FormData, "get">,
): Parsed {
  const value: Record<string, SessionNumbers> = {};
  for (const { role, standard } of rows) {
    const numbers = sessionParts.map((part) => {
      const { min, max } = sessionBounds[part];
      return readNumber(form.get(sessionField(role, part)), standard[part], min, max);
    });
    const [idleMinutes, absoluteHours, most] = numbers;
    if (idleMinutes == null || absoluteHours == null || most == null) return { ok: false, role };
    value[role] = { idleMinutes, absoluteHours, most };
  }
  return { ok: true, value };
}

/** A whole number within bounds; `standard` when nothing was entered, null when it is something else. */
export function readNumber(given: unknown, standard: number, min: number, max: number): number | null {
  const text = typeof given === "string" ? given.trim() : "";
  if (text === "") return standard;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  return value >= min && value <= max ? value : null;
}
