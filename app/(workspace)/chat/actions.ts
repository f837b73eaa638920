"use server";

import { chooseBranch, deleteConversation, editConversation } from "#lib/chat/change-conversation.ts";
import { readConversations } from "#lib/chat/read-conversations.ts";
import { ChooseBranch, EditConversation, ListConversations, OneConversation } from "#lib/chat/schema.ts";
import { attachDocuments as attach, detachDocument as detach } from "#lib/documents/attach-documents.ts";
import { readAttached as attached } from "#lib/documents/read-attached.ts";
import { readDocuments } from "#lib/documents/read-library.ts";
import { AttachDocuments, DetachDocument, ReadAttached, ReadLibrary } from "#lib/documents/schema.ts";
import { action } from "#lib/http/action.ts";

export const edit = action(EditConversation, editConversation);
export const remove = action(OneConversation, deleteConversation);
export const choose = action(ChooseBranch, chooseBranch);
export const list = action(ListConversations, readConversations);

export const attachDocuments = action(AttachDocuments, attach);
export const detachDocument = action(DetachDocument, detach);
export const readAttached = action(ReadAttached, attached);
export const readLibrary = action(ReadLibrary, readDocuments);
