import { SignOutForm } from "#components/account/sign-out-form.tsx";
import { Wordmark } from "#components/site/wordmark.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { atLeast } from "#lib/access/schema.ts";
import { translator } from "#lib/http/translate.ts";
import type { Person } from "#lib/platform/context.ts";
import { signOut } from "./(auth)/actions.ts";

type Place = "moderation" | "administration";

/** The head of the pages for moderators and administrators: where else one may go, and the way out. */
export async function StaffHeader({ person, place }: { person: Person; place: Place }) {
  const t = await translator("site");
  const places = [
    { id: "chat", href: "/chat", label: t("nav.chat"), allowed: true },
    { id: "moderation", href: "/moderation", label: t("nav.moderation"), allowed: atLeast(person.role, "moderator") },
    {
      id: "administration",
      href: "/admin/events",
      label: t("nav.administration"),
      allowed: atLeast(person.role, "admin"),
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
    </header>
  );
}
