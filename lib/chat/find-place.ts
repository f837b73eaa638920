import { uuidv7 } from "uuidv7";
import type { Label } from "#lib/access/labels.ts";
import type { Denial } from "#lib/access/policy.ts";
import { refusal, refusalOfOwn } from "#lib/access/refusal.ts";
import type { HolderCtx } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { findConversationToAnswer, findMessage } from "./queries.ts";
import type { RequestReply, SendMessage } from "./schema.ts";

/** What a reply is asked for. What is undefined follows from the conversation, and the model else from the instance. */
export type Asked =
  | Extract<RequestReply, { kind: "again" }>
  | ({ kind: "send"; conversationId: string | null } & Pick<
      SendMessage,
      "text" | "parentId" | "modelId" | "documentIds" | "library"
    >);

/** Where a reply will stand. `usedModel` is what its conversation was last answered by. */
export type Place = {
  conversationId: string;
  isNew: boolean;
  parentId: string | null;
  usedModel: string | null;
  label: Label;
  /** Whether documents are attached, and whether the whole library grounds it. */
  hasDocuments: boolean;
  library: boolean;
};

const EMPTY = { usedModel: null, label: "internal", hasDocuments: false, library: false } as const;

type PlaceRefusal = "conversation-not-found" | Denial;

/** Judges whether this may be written at all, before anything else is looked at. */
export async function findPlace(ctx: HolderCtx, asked: Asked): Promise<Result<Place, PlaceRefusal>> {
  return asked.conversationId === null ? newPlace(ctx) : knownPlace(ctx, asked, asked.conversationId);
}

async function newPlace(ctx: HolderCtx): Promise<Result<Place, PlaceRefusal>> {
  const denied = await refusal(ctx, "conversation.create", {});
  if (denied !== null) return fail(denied);
  return ok({ conversationId: uuidv7(), isNew: true, parentId: null, ...EMPTY });
}

/** Someone else's conversation answers exactly like a missing one, so ids cannot be probed. */
async function knownPlace(ctx: HolderCtx, asked: Asked, id: string): Promise<Result<Place, PlaceRefusal>> {
  const denied = await refusalOfOwn(ctx, "conversation.write");
  if (denied) return fail(denied);
  const conversation = await findConversationToAnswer(ctx.db, id);
  if (conversation === null || (await refusal(ctx, "conversation.write", conversation, id)))
    return fail("conversation-not-found");
  const parentId = parentOf(asked, conversation);
  const { modelId: usedModel, label, hasDocuments, library } = conversation;
  const place = { conversationId: id, isNew: false, parentId, usedModel, label, hasDocuments, library };
  if (parentId === null) return ok(place);
  // The parent must lie in this very conversation: a nested id is as forgeable as any other.
  const parent = await findMessage(ctx.db, { conversationId: id, messageId: parentId });
  const fits = parent !== null && parent.author === (asked.kind === "send" ? "model" : "person");
  return fits ? ok(place) : fail("conversation-not-found");
}

function parentOf(asked: Asked, { leafId }: { leafId: string | null }): string | null {
  if (asked.kind === "again") return asked.messageId;
  return asked.parentId === undefined ? leafId : asked.parentId;
}
