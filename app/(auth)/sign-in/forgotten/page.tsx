import type { Metadata } from "next";
import { AskLinkForm } from "#components/account/ask-link-form.tsx";
import { translator } from "#lib/http/translate.ts";
import { env } from "#lib/platform/env.ts";
import { askForNewPassword } from "../../link-actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("recovery"))("forgotten.title") };
}

export default async function ForgottenPage() {
  const t = await translator("recovery");
  return (
    <>
      <div>
        <h1 className="text-2xl font-medium">{t("forgotten.title")}</h1>
        <p className="mt-1 text-muted">{t("forgotten.text")}</p>
        {env().mail === null && <p className="mt-2 text-muted">{t("noServer")}</p>}
      </div>
      <AskLinkForm action={askForNewPassword} what="forgotten" />
      <p className="text-muted">
        <a href="/sign-in">{t("toSignIn")}</a>
      </p>
    </>
  );
}
