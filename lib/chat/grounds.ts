import { type Label, mayReceive, stricter } from "#lib/access/labels.ts";
import type { Denial } from "#lib/access/policy.ts";
import { refusalOfOwn } from "#lib/access/refusal.ts";
import type { ModelConfig } from "#lib/models/stream.ts";
import type { HolderCtx } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { Asked, Place } from "./find-place.ts";
import { listLabels } from "./queries.ts";

/** What a reply will stand on, as it is known before anything is stored or sent. */
export type Grounds = {
  conversationId: string;
  /** Documents of the person that come with the message. */
  attach: readonly string[];
  library: boolean;
  isGrounded: boolean;
  /** The strictest of the conversation's and those documents'. */
  label: Label;
};

/** Judges whether the model may be told this at all. Asks the database only when documents come with the message. */
export async function judgeGrounds(
  ctx: HolderCtx,
  asked: Asked,
  place: Place,
  model: ModelConfig,
): Promise<Result<Grounds, Denial | "model-not-trusted">> {
  const { documentIds = [], library = place.library } = asked.kind === "send" ? asked : {};
  if (library || place.hasDocuments || documentIds.length > 0) {
    // A reply says what stands in documents: a program that may not read them must not have them quoted either.
    const denied = await refusalOfOwn(ctx, "document.read");
    if (denied) return fail(denied);
  }
  const mine = documentIds.length === 0 ? [] : await listLabels(ctx.db, { ownerId: ctx.actor.id, documentIds });
  const label = mine.reduce((strictest, document) => stricter(strictest, document.label), place.label);
  const { conversationId } = place;
  if (!mayReceive(model.zone, label)) {
    await emit(ctx, "reply.withheld", { conversationId, modelId: model.id, zone: model.zone, label });
    return fail("model-not-trusted");
  }
  const isGrounded = library || place.hasDocuments || mine.length > 0;
  return ok({ conversationId, attach: mine.map(({ id }) => id), library, isGrounded, label });
}
