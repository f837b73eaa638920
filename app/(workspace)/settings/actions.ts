"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import { action, fieldsOf, formAction } from "#lib/http/action.ts";
import { currentCtx, isPerson } from "#lib/http/context.ts";
import { LANGUAGE_COOKIE, THEME_COOKIE, themes } from "#lib/http/preferences.ts";
import { refreshing } from "#lib/http/refreshing.ts";
import { type Language, languages } from "#lib/i18n/languages.ts";
import { changeLanguage } from "#lib/identity/change-language.ts";
import { changeName as renameMyself } from "#lib/identity/change-name.ts";
import { changePassword as replacePassword } from "#lib/identity/change-password.ts";
import { beginTotp as beginApp, cancelTotp as cancelApp } from "#lib/identity/factors/begin-totp.ts";
import { confirmTotp as confirmApp } from "#lib/identity/factors/confirm-totp.ts";
import { makeRecoveryCodes as makeCodes } from "#lib/identity/factors/make-recovery-codes.ts";
import { removeTotp as removeApp } from "#lib/identity/factors/remove-totp.ts";
import { ConfirmTotp, Nothing } from "#lib/identity/factors/schema.ts";
import { ChangeName, ChangePassword, EndSession, SignOut } from "#lib/identity/schema.ts";
import { endSession as endOne, endOtherSessions as endOthers } from "#lib/identity/sessions/end-sessions.ts";

export const changeName = formAction(ChangeName, refreshing(renameMyself));
export const changePassword = formAction(ChangePassword, refreshing(replacePassword));
export const endSession = action(EndSession, refreshing(endOne));
export const endOtherSessions = action(SignOut, refreshing(endOthers));

export const beginTotp = formAction(Nothing, refreshing(beginApp));
export const cancelTotp = formAction(Nothing, refreshing(cancelApp));
export const confirmTotp = formAction(ConfirmTotp, refreshing(confirmApp));
export const removeTotp = action(Nothing, refreshing(removeApp));
export const makeRecoveryCodes = action(Nothing, refreshing(makeCodes));

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const Preference = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal(THEME_COOKIE), value: z.enum(themes) }),
  z.strictObject({ name: z.literal(LANGUAGE_COOKIE), value: z.enum(languages) }),
]);

/** Mails have no cookie to look at. */
async function rememberLanguage(language: Language): Promise<void> {
  const ctx = await currentCtx();
  if (isPerson(ctx)) await changeLanguage(ctx, language);
}

/**
 * Theme and language are cookies: they hold before anybody is signed in, and no script is needed to apply them. Takes
 * `{ name, value }`, as an object or as a form's fields.
 */
export async function choosePreference(input: unknown): Promise<void> {
  const preference = Preference.safeParse(input instanceof FormData ? fieldsOf(input) : input);
  if (!preference.success) return;
  if (preference.data.name === LANGUAGE_COOKIE) await rememberLanguage(preference.data.value);
  (await cookies()).set(preference.data.name, preference.data.value, {
    path: "/",
    sameSite: "lax",
    maxAge: YEAR_SECONDS,
  });
}
