import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import type { Language } from "#lib/i18n/languages.ts";
import type { PersonCtx } from "#lib/platform/context.ts";

/** Mails to this person are in this language from now on. */
export async function changeLanguage(ctx: PersonCtx, language: Language): Promise<void> {
  await ctx.db.update(accounts).set({ language }).where(eq(accounts.id, ctx.actor.id));
}
