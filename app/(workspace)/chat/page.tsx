import type { Metadata } from "next";
import { NewChat } from "#components/chat/new-chat.tsx";

import { requirePerson } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { messageCharacters } from "#lib/limits/table.ts";
import { usableModels } from "./usable-models.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("chat"))("newChat") };
}

export default async function NewChatPage() {
  const ctx = await requirePerson("/chat");
  return <NewChat models={await usableModels(ctx.db)} most={messageCharacters.max} />;
}
