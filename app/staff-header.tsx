import { SessionWatch } from "#components/account/session-watch.tsx";
import { SignOutForm } from "#components/account/sign-out-form.tsx";
import { Wordmark } from "#components/site/wordmark.tsx";
import { Translations } from "#components/translations.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { openEntries } from "#lib/http/context.ts";
import { administrationPage, moderationPage } from "#lib/http/doors.ts";
import { currentLanguage } from "#lib/http/preferences.ts";
import { pickMessages, translator } from "#lib/http/translate.ts";
import { readProfile } from "#lib/identity/queries.ts";
import { sessionLimits } from "#lib/identity/sessions/session-limits.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { signInAgain, signOut, stay } from "./(auth)/actions.ts";

type Place = "moderation" | "administration";

/** The head of the pages for moderators and administrators: where else one may go, and the way out. */
export async function StaffHeader({ ctx, place }: { ctx: PersonCtx; place: Place }) {
  const person = ctx.actor;
  const open = openEntries(ctx);
  const [moderation, administration] = [moderationPage(open), administrationPage(open)];
  const [t, language, messages, { email }] = await Promise.all([
    translator("site"),
    currentLanguage(),
    pickMessages("session", "errors", "ui"),
    readProfile(ctx.db, person.id),
  ]);
  const places = [
    { id: "chat", href: "/chat", label: t("nav.chat"), allowed: true },
    {
      id: "moderation",
      href: moderation ?? "",
      label: t("nav.moderation"),
      allowed: moderation !== null,
    },
    {
      id: "administration",
      href: administration ?? "",
      label: t("nav.administration"),
      allowed: administration !== null,
    },
  ];
  return (
    <header className="border-b border-border bg-surface">
      <div className="mx-auto flex w-full max-w-[90rem] flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-2 wide:px-8">
        <Wordmark href="/chat" />
        <nav aria-label={t("nav.label")} className="-mx-2.5 flex flex-wrap items-center gap-1 sm:mx-0">
          {places.map(
            ({ id, href, label, allowed }) =>
              allowed && (
                <a
                  key={id}
                  href={href}
                  aria-current={id === place ? "true" : undefined}
                  className={buttonClass({ variant: "quiet", size: "sm", className: "aria-[current=true]:bg-hover" })}
                >
                  {label}
                </a>
              ),
          )}
          <LinkButton href="/help" variant="quiet" size="sm" className="max-sm:hidden">
            {t("nav.help")}
          </LinkButton>
          <SignOutForm personId={person.id} signOut={signOut} label={t("nav.signOut")} variant="quiet" icon="logout" />
        </nav>
      </div>
      <Translations language={language} messages={messages}>
        <SessionWatch
          times={{ idle: sessionLimits(person.role).idle, endsAt: person.endsAt.getTime() }}
          email={email}
          actions={{ stay, signInAgain }}
        />
      </Translations>
    </header>
  );
}
