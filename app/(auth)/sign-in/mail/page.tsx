import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AskLinkForm } from "#components/account/ask-link-form.tsx";
import { translator } from "#lib/http/translate.ts";
import { env } from "#lib/platform/env.ts";
import { askForSignInLink } from "../../link-actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("recovery"))("mailLink.title") };
}

export default async function MailLinkPage() {
  if (env().mail === null) notFound();
  const t = await translator("recovery");
  return (
    <>
      <div>
        <h1 className="text-2xl font-medium">{t("mailLink.title")}</h1>
        <p className="mt-1 text-muted">{t("mailLink.text")}</p>
      </div>
      <AskLinkForm action={askForSignInLink} what="mailLink" />
      <p className="text-muted">
        <a href="/sign-in">{t("toSignIn")}</a>
      </p>
    </>
  );
}
