import { redirect } from "next/navigation";
import { FormMessage } from "#components/ui/form-message.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { currentCtx, isPerson } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { anyAccount } from "#lib/identity/queries.ts";
import { readSettings } from "#lib/settings/queries.ts";

/** The first screen for somebody who is not signed in. */
export default async function LandingPage() {
  const ctx = await currentCtx();
  if (isPerson(ctx)) redirect("/chat");
  const [t, { signUp }, setUp] = await Promise.all([translator("site"), readSettings(ctx.db), anyAccount(ctx.db)]);
  return (
    <div className="my-auto flex max-w-2xl flex-col items-start gap-5 py-10">
      <h1 className="text-3xl font-medium">{t("landing.title")}</h1>
      <p className="max-w-prose text-lg leading-relaxed text-muted">{t("landing.text")}</p>
      {!setUp && <FormMessage tone="info">{t("landing.setup")}</FormMessage>}
      <div className="flex flex-wrap gap-2">
        <LinkButton href="/sign-in" variant="primary" size="lg">
          {t("landing.signIn")}
        </LinkButton>
        {signUp === "open" && (
          <LinkButton href="/sign-up" size="lg">
            {t("landing.signUp")}
          </LinkButton>
        )}
        <LinkButton href="/help" variant="quiet" size="lg">
          {t("landing.help")}
        </LinkButton>
      </div>
      {setUp && signUp === "invitation" && <p className="text-muted">{t("landing.invitation")}</p>}
    </div>
  );
}
