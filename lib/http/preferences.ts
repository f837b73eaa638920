import { cookies, headers } from "next/headers";
import { cache } from "react";
import { type Language, languages } from "#lib/i18n/languages.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const LANGUAGE_COOKIE = "language";
export const THEME_COOKIE = "theme";

/** The language that was chosen, else the first of the browser's that we speak, else English. */
export const currentLanguage = cache(async (): Promise<Language> => {
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  if (isLanguage(chosen)) return chosen;
  const wanted = ((await headers()).get("accept-language") ?? "").slice(0, 200).split(",");
  return wanted.map((entry) => entry.trim().slice(0, 2).toLowerCase()).find(isLanguage) ?? "en";
});

export const currentTheme = cache(async (): Promise<Theme> => {
  const chosen = (await cookies()).get(THEME_COOKIE)?.value;
  return themes.find((theme) => theme === chosen) ?? "system";
});

function isLanguage(value: string | undefined): value is Language {
  return languages.some((language) => language === value);
}
