import type { Metadata } from "next";
import { PlainMessage } from "#components/site/plain-message.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { translator } from "#lib/http/translate.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("site"))("missing.title") };
}

export default async function NotFound() {
  const t = await translator("site");
  return (
    <PlainMessage title={t("missing.title")} actions={<LinkButton href="/">{t("missing.back")}</LinkButton>}>
      <p>{t("missing.text")}</p>
    </PlainMessage>
  );
}
