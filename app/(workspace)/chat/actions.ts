"use server";

import {
  archiveConversation,
  chooseBranch,
  deleteConversation,
  pinConversation,
  renameConversation,
} from "#lib/chat/change-conversation.ts";
import { listConversations } from "#lib/chat/queries.ts";
import {
  ArchiveConversation,
  ChooseBranch,
  ListConversations,
  OneConversation,
  PinConversation,
  RenameConversation,
} from "#lib/chat/schema.ts";
import { action } from "#lib/http/action.ts";
import { ok } from "#lib/platform/result.ts";

export const rename = action(RenameConversation, renameConversation);
export const pin = action(PinConversation, pinConversation);
export const archive = action(ArchiveConversation, archiveConversation);
export const remove = action(OneConversation, deleteConversation);
export const choose = action(ChooseBranch, chooseBranch);
export const list = action(ListConversations, async (ctx, page) =>
  ok(await listConversations(ctx.db, ctx.actor.id, page)),
);
