import { denial } from "#lib/access/policy.ts";
import { refusal } from "#lib/access/refusal.ts";
import { deleteConversation, editConversation } from "#lib/chat/change-conversation.ts";
import { readConversations, readMessages, readOneConversation } from "#lib/chat/read-conversations.ts";
import { readUsage } from "#lib/chat/read-usage.ts";
import type { OneConversation } from "#lib/chat/schema.ts";
import { deleteDocument } from "#lib/documents/delete-document.ts";
import { editDocument } from "#lib/documents/edit-document.ts";
import { readDocuments, readOneDocument, searchDocuments } from "#lib/documents/read-library.ts";
import type { SearchDocuments } from "#lib/documents/schema.ts";
import { listChoices } from "#lib/models/queries.ts";
import type { HolderCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { listEvents, PAGE } from "#lib/security/events/queries.ts";
import type { EventFilter } from "#lib/security/events/schema.ts";
import { readSettings } from "#lib/settings/queries.ts";
import type { ListPage } from "./schema.ts";

// The same use cases that pages stand on, in the shapes that the API promises. Sending a message answers in two ways and
// is at its door, and so are files on their way in and out.

export const answers = {
  async listConversations(ctx: HolderCtx, { archived = false, before }: ListPage) {
    const page = await readConversations(ctx, { archived, before: before ?? null });
    if (!page.ok) return page;
    const { lines, next } = page.value;
    return ok({ conversations: lines, next });
  },

  async readConversation(ctx: HolderCtx, input: OneConversation) {
    const found = await readOneConversation(ctx, input);
    if (!found.ok) return found;
    const { id, title, label, modelId, pinnedAt, archivedAt, createdAt, activeAt } = found.value;
    return ok({
      ...{ id, title, label, modelId, pinned: pinnedAt !== null, archived: archivedAt !== null },
      createdAt: createdAt.toISOString(),
      activeAt: activeAt.toISOString(),
    });
  },

  editConversation,
  deleteConversation,
  listMessages: readMessages,
  readUsage,

  async listDocuments(ctx: HolderCtx) {
    const documents = await readDocuments(ctx);
    return documents.ok ? ok({ documents: documents.value }) : documents;
  },

  readDocument: readOneDocument,
  editDocument,
  deleteDocument,

  async searchDocuments(ctx: HolderCtx, input: SearchDocuments) {
    const found = await searchDocuments(ctx, input);
    if (!found.ok) return found;
    const passages = found.value.map(
      ({ documentId, documentName, label, ordinal, page, heading, text, quotation }) => ({
        ...{ documentId, documentName, label, ordinal, page, heading, text, quotation: quotation.text },
      }),
    );
    return ok({ passages });
  },

  /** Any token may know what it can ask. */
  async listModels(ctx: HolderCtx) {
    const { defaultModel } = await readSettings(ctx.db);
    return ok({ models: await listChoices(ctx.db, defaultModel) });
  },

  async listEvents(ctx: HolderCtx, filter: EventFilter) {
    const denied = await refusal(ctx, "event.list", {});
    if (denied) return fail(denied);
    const showOrigin = denial(ctx.actor, "event.read-origin", {}, ctx.now) === null;
    const events = await listEvents(ctx.db, filter, showOrigin);
    return ok({ events, next: events.length < PAGE ? null : (events.at(-1)?.seq ?? null) });
  },
};
