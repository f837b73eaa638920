import type { Metadata } from "next";
import { PlainMessage } from "#components/site/plain-message.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { translator } from "#lib/http/translate.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("chat"))("missing.title") };
}

/** Deleted, never there, and somebody else's look the same. */
export default async function ConversationNotFound() {
  const t = await translator("chat");
  return (
    <PlainMessage
      title={t("missing.title")}
      actions={
        <LinkButton href="/chat" variant="primary">
          {t("missing.start")}
        </LinkButton>
      }
    >
      <p>{t("missing.text")}</p>
    </PlainMessage>
  );
}
