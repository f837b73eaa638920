import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "#components/account/sign-in-form.tsx";
import { FormMessage } from "#components/ui/form-message.tsx";
import { safeBack } from "#lib/http/back.ts";
import { currentCtx, isPerson } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { readProfile } from "#lib/identity/queries.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { signIn } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("account"))("signIn.title") };
}

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** `next` is where to go afterwards; `again` asks somebody who is signed in to show once more who they are. */
export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const [{ next, again }, ctx, t] = await Promise.all([searchParams, currentCtx(), translator("account")]);
  const back = safeBack(next);
  const signedIn = isPerson(ctx) ? await readProfile(ctx.db, ctx.actor.id) : null;
  if (signedIn !== null && again === undefined) redirect(back);
  const { signUp } = await readSettings(ctx.db);
  return (
    <>
      <h1 className="text-2xl font-medium">{t("signIn.title")}</h1>
      {signedIn !== null && <FormMessage tone="info">{t("signIn.again", { name: signedIn.name })}</FormMessage>}
      <SignInForm action={signIn} next={back} email={signedIn?.email} />
      <div className="flex flex-col gap-1 text-muted">
        {signedIn === null ? (
          <>
            <p>
              {signUp === "open"
                ? t.rich("signIn.open", { link: (words) => <a href="/sign-up">{words}</a> })
                : t(`signIn.${signUp}`)}
            </p>
            <p>{t("signIn.forgotten")}</p>
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
