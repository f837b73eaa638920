"use server";

import {
  archiveConversation,
  chooseBranch,
  deleteConversation,
  pinConversation,
  renameConversation,
} from "#lib/chat/change-conversation.ts";
import { readConversations } from "#lib/chat/read-conversations.ts";
import {
  ArchiveConversation,
  ChooseBranch,
  ListConversations,
  OneConversation,
  PinConversation,
  RenameConversation,
} from "#lib/chat/schema.ts";
import { action } from "#lib/http/action.ts";

export const rename = action(RenameConversation, renameConversation);
export const pin = action(PinConversation, pinConversation);
export const archive = action(ArchiveConversation, archiveConversation);
export const remove = action(OneConversation, deleteConversation);
export const choose = action(ChooseBranch, chooseBranch);
export const list = action(ListConversations, readConversations);
