import type { Language } from "./languages.ts";
import * as de from "./messages/de/all.ts";
import * as en from "./messages/en/all.ts";

/** The English catalogue defines which sentences exist; the German one must have the same. */
export type Messages = { [A in keyof typeof en]: Same<(typeof en)[A]> };
export type Area = keyof Messages & string;

type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

export const catalogs: Record<Language, Messages> = { en, de };
