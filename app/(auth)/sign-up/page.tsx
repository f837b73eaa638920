import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignUpForm } from "#components/account/sign-up-form.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { currentCtx, isPerson } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { passwordLength } from "#lib/identity/schema.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { signUp } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("account"))("signUp.title") };
}

export default async function SignUpPage() {
  const [ctx, t] = await Promise.all([currentCtx(), translator("account")]);
  if (isPerson(ctx)) redirect("/chat");
  const open = (await readSettings(ctx.db)).signUp === "open";
  if (!open) {
    return (
      <>
        <h1 className="text-2xl font-medium">{t("signUp.closed")}</h1>
        <p className="text-muted">{t("signUp.closedText")}</p>
        <LinkButton href="/sign-in">{t("signUp.toSignIn")}</LinkButton>
      </>
    );
  }
  return (
    <>
      <h1 className="text-2xl font-medium">{t("signUp.title")}</h1>
      <SignUpForm action={signUp} length={{ least: passwordLength.least.user, most: passwordLength.most }} />
      <p className="text-muted">{t.rich("signUp.signIn", { link: (words) => <a href="/sign-in">{words}</a> })}</p>
    </>
  );
}
