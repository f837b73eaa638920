import { createTranslator } from "use-intl/core";
import { type Area, catalogs, type Messages } from "#lib/i18n/catalogs.ts";
import { currentLanguage } from "./preferences.ts";

/** The sentences of one area in the language of this request, for server components. */
export async function translator<A extends Area>(area: A) {
  const locale = await currentLanguage();
  return createTranslator<Messages, A>({
    locale,
    messages: catalogs[locale],
    namespace: area,
    timeZone: "UTC",
  } as never);
}

/** The areas a page hands to its client components. */
export async function pickMessages<A extends Area>(...areas: A[]): Promise<Pick<Messages, A>> {
  const messages = catalogs[await currentLanguage()];
  return Object.fromEntries(areas.map((area) => [area, messages[area]])) as Pick<Messages, A>;
}
