"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import { action, fieldsOf, formAction } from "#lib/http/action.ts";
import { LANGUAGE_COOKIE, THEME_COOKIE, themes } from "#lib/http/preferences.ts";
import { refreshing } from "#lib/http/refreshing.ts";
import { languages } from "#lib/i18n/languages.ts";
import { changeName as renameMyself } from "#lib/identity/change-name.ts";
import { changePassword as replacePassword } from "#lib/identity/change-password.ts";
import { ChangeName, ChangePassword, EndSession, SignOut } from "#lib/identity/schema.ts";
import { endSession as endOne, endOtherSessions as endOthers } from "#lib/identity/sessions/end-sessions.ts";

export const changeName = formAction(ChangeName, refreshing(renameMyself));
export const changePassword = formAction(ChangePassword, refreshing(replacePassword));
export const endSession = action(EndSession, refreshing(endOne));
export const endOtherSessions = action(SignOut, refreshing(endOthers));

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const Preference = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal(THEME_COOKIE), value: z.enum(themes) }),
  z.strictObject({ name: z.literal(LANGUAGE_COOKIE), value: z.enum(languages) }),
]);

/**
 * Theme and language are cookies: they hold before anybody is signed in, and no script is needed to apply them. Takes
 * `{ name, value }`, as an object or as a form's fields.
 */
export async function choosePreference(input: unknown): Promise<void> {
  const preference = Preference.safeParse(input instanceof FormData ? fieldsOf(input) : input);
  if (!preference.success) return;
  (await cookies()).set(preference.data.name, preference.data.value, {
    path: "/",
    sameSite: "lax",
    maxAge: YEAR_SECONDS,
  });
}
