import type { Metadata } from "next";
import { FormMessage } from "#components/ui/form-message.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { currentStep } from "#lib/http/step.ts";
import { translator } from "#lib/http/translate.ts";
import { findProvider } from "#lib/identity/oidc/providers.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("account"))("services.leave.title") };
}

/** Leads on to a sign-in service without script. The address comes from a sealed cookie. */
export default async function ContinuePage() {
  const [t, e, { oidc }] = await Promise.all([translator("account"), translator("errors"), currentStep()]);
  const provider = oidc === undefined ? undefined : findProvider(oidc.provider);
  if (oidc === undefined || provider === undefined) {
    return (
      <>
        <h1 className="text-2xl font-medium">{t("signIn.title")}</h1>
        <FormMessage tone="error">{e("step-expired")}</FormMessage>
        <LinkButton href="/sign-in">{t("link.signIn")}</LinkButton>
      </>
    );
  }
  return (
    <>
      <meta httpEquiv="refresh" content={`0;url=${oidc.to}`} />
      <h1 className="text-2xl font-medium">{t("services.leave.title")}</h1>
      <p className="text-muted">{t("services.leave.text", { name: provider.name })}</p>
      <LinkButton href={oidc.to} variant="primary">
        {t("services.use", { name: provider.name })}
      </LinkButton>
    </>
  );
}
