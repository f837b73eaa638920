import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { QuietMessage } from "#components/chat/quiet-message.tsx";
import { Translations } from "#components/translations.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page.tsx";
import { Time } from "#components/ui/time.tsx";
import { lookThroughGlass } from "#lib/access/look-through-glass.ts";
import { listBrokenGlass } from "#lib/access/queries.ts";
import { listMessages, readConversation } from "#lib/chat/queries.ts";
import { ReadMessages } from "#lib/chat/schema.ts";
import { currentLanguage } from "#lib/http/preferences.ts";
import { pickMessages, translator } from "#lib/http/translate.ts";
import { personOfPage } from "../../find.ts";
import { GlassNotice } from "../broken-glass.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("admin"))("people.person.conversations") };
}

type Props = {
  params: Promise<{ accountId: string; conversationId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Somebody else's conversation, to read, while the glass is broken. Its owner stands in every query. */
export default async function ConversationOfPersonPage({ params, searchParams }: Props) {
  const { accountId, conversationId } = await params;
  const { ctx, person } = await personOfPage(accountId, `/conversations/${encodeURIComponent(conversationId)}`);
  const asked = ReadMessages.safeParse({ conversationId, before: (await searchParams).before });
  if (!asked.success) notFound();
  const looked = await lookThroughGlass(ctx, { ownerId: person.id, conversationId });
  if (!looked.ok) notFound();
  const scope = { conversationId, ownerId: person.id };
  const [conversation, window, holders] = await Promise.all([
    readConversation(ctx.db, scope),
    listMessages(ctx.db, { ...scope, before: asked.data.before }),
    listBrokenGlass(ctx.db, person.id, ctx.now),
  ]);
  if (conversation === null || window === null) notFound();
  const [t, chat, language, messages] = await Promise.all([
    translator("admin"),
    translator("chat"),
    currentLanguage(),
    pickMessages("admin", "errors", "markdown", "ui"),
  ]);
  const here = `/admin/users/${person.id}/conversations`;
  const mine = holders.find(({ holder }) => holder.id === ctx.actor.id);
  const first = window.messages[0];
  const states: Record<string, string> = {
    stopped: chat("told.stopped"),
    interrupted: chat("told.interrupted"),
    failed: chat("told.failed"),
  };
  return (
    <Translations language={language} messages={messages}>
      <div className="flex max-w-3xl flex-col gap-6">
        <PageHeader
          above={<a href={here}>{t("people.glass.back", { name: person.name })}</a>}
          title={conversation.title}
        />
        {mine !== undefined && <GlassNotice glass={mine} back={here} />}
        {window.earlier && first !== undefined && (
          <LinkButton href={`${here}/${conversationId}?before=${first.id}`} size="sm" className="self-start">
            {t("people.glass.earlier")}
          </LinkButton>
        )}
        <section aria-label={t("people.glass.messages")} className="flex flex-col gap-6">
          {window.messages.length === 0 && <p className="text-muted">{t("people.glass.noMessages")}</p>}
          {window.messages.map((message) => (
            <QuietMessage
              key={message.id}
              message={message}
              by={message.author === "person" ? person.name : (message.modelId ?? t("people.glass.model"))}
              at={<Time value={message.createdAt} format="minute" />}
              state={states[message.state]}
              words={{ sources: t("people.glass.sources"), empty: t("people.glass.empty") }}
            />
          ))}
        </section>
        {asked.data.before !== undefined && (
          <LinkButton href={`${here}/${conversationId}`} size="sm" className="self-start">
            {t("people.glass.newest")}
          </LinkButton>
        )}
      </div>
    </Translations>
  );
}
