import { LanguageChoice } from "#components/site/language-choice.tsx";
import { currentLanguage } from "#lib/http/preferences.ts";
import { translator } from "#lib/http/translate.ts";
import { languages } from "#lib/i18n/languages.ts";
import { choosePreference } from "./(workspace)/settings/actions.ts";

/** The foot of the pages for people who are not signed in: help, and the language. */
export async function SiteFooter() {
  const [t, current] = await Promise.all([translator("site"), currentLanguage()]);
  return (
    <footer className="mx-auto flex w-full max-w-5xl flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-4 wide:px-8">
      <a href="/help" className="rounded-md py-1 text-sm text-muted underline-offset-3 hover:text-text hover:underline">
        {t("nav.help")}
      </a>
      <LanguageChoice
        legend={t("language.legend")}
        current={current}
        languages={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
        action={choosePreference}
      />
    </footer>
  );
}
