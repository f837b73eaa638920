import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Conversation } from "#components/chat/conversation.tsx";
import { listMessages, readConversation } from "#lib/chat/queries.ts";
import { OneConversation } from "#lib/chat/schema.ts";
import { listDocumentsOf } from "#lib/documents/queries.ts";
import { currentCtx, isPerson, requirePerson } from "#lib/http/context.ts";
import { messageCharacters } from "#lib/limits/table.ts";
import { usableModels } from "../usable-models.ts";

type Props = { params: Promise<{ conversationId: string }> };

/** Messages in the page itself: enough for any window. The browser fetches what precedes them when somebody scrolls up. */
const FIRST_WINDOW = 16;

/** One's own conversation; what is not an id, not there, or not one's own is null alike. Asked once per request. */
const read = cache(async (conversationId: string) => {
  const ctx = await currentCtx();
  if (!isPerson(ctx) || !OneConversation.safeParse({ conversationId }).success) return null;
  return readConversation(ctx.db, { conversationId, ownerId: ctx.actor.id });
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const conversation = await read((await params).conversationId);
  return conversation === null ? {} : { title: conversation.title };
}

export default async function ConversationPage({ params }: Props) {
  const { conversationId } = await params;
  const ctx = await requirePerson(`/chat/${conversationId}`);
  const conversation = await read(conversationId);
  if (conversation === null) notFound();
  const mine = { conversationId, ownerId: ctx.actor.id };
  const [window, documents, models] = await Promise.all([
    listMessages(ctx.db, mine, FIRST_WINDOW),
    listDocumentsOf(ctx.db, mine),
    usableModels(ctx.db),
  ]);
  if (window === null) notFound();
  const { id, title, pinnedAt, archivedAt, activeAt, label, library, modelId } = conversation;
  const line = {
    id,
    title,
    pinned: pinnedAt !== null,
    archived: archivedAt !== null,
    activeAt: activeAt.toISOString(),
  };
  return (
    <Conversation
      key={id}
      conversation={{ line, attached: { label, library, documents }, modelId }}
      window={window}
      models={models}
      most={messageCharacters.max}
    />
  );
}
