import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { OidcButtons } from "#components/account/oidc-buttons.tsx";
import { PasskeyButton } from "#components/account/passkey-button.tsx";
import { SignInForm } from "#components/account/sign-in-form.tsx";
import { Or } from "#components/account/step-page.tsx";
import { FormMessage } from "#components/ui/form-message.tsx";
import { safeBack } from "#lib/http/back.ts";
import { currentCtx, isPerson } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { oidcProviders } from "#lib/identity/oidc/providers.ts";
import { readProfile } from "#lib/identity/queries.ts";
import { env } from "#lib/platform/env.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { signIn } from "../actions.ts";
import { beginPasskeySignIn, finishPasskeySignIn } from "./passkey-actions.ts";
import { continueWith } from "./service-actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("account"))("signIn.title") };
}

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** What a sign-in through a service can come back with. */
const refusals = [
  "failed",
  "oidc-unreachable",
  "oidc-declined",
  "oidc-refused",
  "oidc-unverified",
  "oidc-unconfirmed",
  "oidc-no-account",
  "oidc-not-fresh",
] as const;

/**
 * `next` is where to go afterwards; `again` asks somebody who is signed in to show once more who they are; `error` is why
 * a sign-in service led back here; `reported` says that the person has just ended all their sessions.
 */
export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const [{ next, again, error, reported }, ctx, t, e, r] = await Promise.all([
    searchParams,
    currentCtx(),
    translator("account"),
    translator("errors"),
    translator("recovery"),
  ]);
  const back = safeBack(next);
  const refused = refusals.find((code) => code === error);
  const signedIn = isPerson(ctx) ? await readProfile(ctx.db, ctx.actor.id) : null;
  if (signedIn !== null && again === undefined && refused === undefined) redirect(back);
  const { signUp } = await readSettings(ctx.db);
  return (
    <>
      <h1 className="text-2xl font-medium">{t("signIn.title")}</h1>
      {signedIn !== null && <FormMessage tone="info">{t("signIn.again", { name: signedIn.name })}</FormMessage>}
      {signedIn === null && reported !== undefined && <FormMessage tone="info">{r("reported")}</FormMessage>}
      {refused !== undefined && <FormMessage tone="error">{e(refused)}</FormMessage>}
      <div className="flex flex-col gap-3">
        <PasskeyButton inField begin={beginPasskeySignIn} finish={finishPasskeySignIn} next={back} />
        <OidcButtons
          services={oidcProviders().map(({ id, name }) => ({ id, name }))}
          next={back}
          action={continueWith}
        />
      </div>
      <Or>{t("services.or")}</Or>
      <SignInForm action={signIn} next={back} email={signedIn?.email} />
      <div className="flex flex-col gap-1 text-muted">
        {signedIn === null ? (
          <>
            <p>
              {signUp === "open"
                ? t.rich("signIn.open", { link: (words) => <a href="/sign-up">{words}</a> })
                : t(`signIn.${signUp}`)}
            </p>
            <p>
              <a href="/sign-in/forgotten">{r("forgotten.link")}</a>
            </p>
            {env().mail !== null && (
              <p>
                <a href="/sign-in/mail">{r("mailLink.link")}</a>
              </p>
            )}
          </>
        ) : (
          <p>
            <a href={back}>{t("signIn.stay")}</a>
          </p>
        )}
      </div>
    </>
  );
}
