import type { Metadata } from "next";
import { AddressState } from "#components/account/address-state.tsx";
import { EmailForm } from "#components/account/email-form.tsx";
import { NameForm } from "#components/account/name-form.tsx";
import { PreferenceChoice } from "#components/account/preference-choice.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { Section } from "#components/ui/page.tsx";
import { Time } from "#components/ui/time.tsx";
import { requirePerson } from "#lib/http/context.ts";
import { currentLanguage, currentTheme } from "#lib/http/preferences.ts";
import { translator } from "#lib/http/translate.ts";
import { languages } from "#lib/i18n/languages.ts";
import { readProfile } from "#lib/identity/queries.ts";
import { changeName, choosePreference } from "../actions.ts";
import { requestEmailChange, sendVerification } from "../recovery-actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("account"))("profile.title") };
}

const themeIcons = { light: "sun", dark: "moon", system: "monitor" } as const;

export default async function ProfilePage() {
  const ctx = await requirePerson("/settings/profile");
  const [t, r, site, language, theme, profile] = await Promise.all([
    translator("account"),
    translator("recovery"),
    translator("site"),
    currentLanguage(),
    currentTheme(),
    readProfile(ctx.db, ctx.actor.id),
  ]);
  return (
    <>
      <Section title={t("profile.you")}>
        <NameForm name={profile.name} action={changeName} />
        <DescriptionList
          items={[
            {
              term: t("email"),
              detail: (
                <AddressState
                  email={profile.email}
                  confirmed={profile.emailVerifiedAt !== null}
                  sendAgain={sendVerification}
                />
              ),
            },
            { term: t("profile.role"), detail: t(`role.${profile.role}`) },
            { term: t("profile.since"), detail: <Time value={profile.createdAt} format="date" /> },
          ]}
        />
      </Section>
      <Section title={r("email.change")} description={r("email.changeText")}>
        <EmailForm action={requestEmailChange} />
      </Section>
      <Section title={t("profile.appearance")} description={t("profile.appearanceText")}>
        <PreferenceChoice
          legend={t("profile.language")}
          name="language"
          current={language}
          options={languages.map((value) => ({ value, label: site(`language.${value}`) }))}
          choose={choosePreference}
        />
        <PreferenceChoice
          legend={t("profile.theme")}
          name="theme"
          current={theme}
          options={(["light", "dark", "system"] as const).map((value) => ({
            value,
            label: t(`profile.themes.${value}`),
            icon: themeIcons[value],
          }))}
          choose={choosePreference}
        />
      </Section>
    </>
  );
}
