"use server";

import { chooseBranch, deleteConversation, editConversation } from "#lib/chat/change-conversation.ts";
import { readConversations } from "#lib/chat/read-conversations.ts";
import { ChooseBranch, EditConversation, ListConversations, OneConversation } from "#lib/chat/schema.ts";
import { action } from "#lib/http/action.ts";

export const edit = action(EditConversation, editConversation);
export const remove = action(OneConversation, deleteConversation);
export const choose = action(ChooseBranch, chooseBranch);
export const list = action(ListConversations, readConversations);
