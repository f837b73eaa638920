import type { Kept } from "#lib/http/action.ts";

/** A refusal as an action answers it: a code, and where it is known the field that was wrong. */
export type Refusal = { ok: false; error: string; field?: string; issue?: string; kept?: Kept };

/** A form's action, as a page hands it to a component. */
export type FormDoor<T = unknown> = (before: unknown, form: FormData) => Promise<{ ok: true; value: T } | Refusal>;

/** An action with an object for its input. */
export type Door<I, T = unknown> = (input: I) => Promise<{ ok: true; value: T } | Refusal>;

export type FormState<T = unknown> = { ok: true; value: T } | Refusal | null;
