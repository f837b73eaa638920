import { type Label, stricter } from "#lib/access/labels.ts";
import { refusal, refusalOfOwn } from "#lib/access/refusal.ts";
import { findConversation } from "#lib/chat/queries.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { listDocumentsById, listDocumentsOf } from "./queries.ts";
import type { Attached, ReadAttached } from "./schema.ts";

/** The label of a conversation that nothing has made stricter. */
const FIRST_LABEL: Label = "internal";

/**
 * What grounds a conversation, as it is now. Of one that has not begun, what it would begin with: ids that are not the
 * person's own are passed over.
 */
export async function readAttached(ctx: PersonCtx, input: ReadAttached) {
  const ownerId = ctx.actor.id;
  if ("conversationId" in input) {
    const { conversationId } = input;
    const conversation = await findConversation(ctx.db, conversationId);
    // As for whoever writes into it: nobody else attaches anything.
    if (conversation === null || (await refusal(ctx, "conversation.write", conversation, conversationId)))
      return fail("conversation-not-found");
    const documents = await listDocumentsOf(ctx.db, { conversationId, ownerId });
    return ok<Attached>({ label: conversation.label, library: conversation.library, documents });
  }
  const denied = await refusalOfOwn(ctx, "document.read");
  if (denied) return fail(denied);
  const documents = await listDocumentsById(ctx.db, { ownerId, ids: input.documentIds });
  const label = documents.reduce((strictest, document) => stricter(strictest, document.label), FIRST_LABEL);
  return ok<Attached>({ label, library: false, documents });
}
