import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { models } from "#db/schema/instance.ts";
import { refusal } from "#lib/access/refusal.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { forgetModels, readModel } from "./queries.ts";
import type { ModelInput, OneModel, SwitchModel } from "./schema.ts";
import { testModel } from "./test-model.ts";

/** Connects a model. Its key is sealed and never shown again. */
export async function addModel(ctx: Ctx, { apiKey, ...input }: ModelInput) {
  const added = await inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "model.manage", {});
    if (denied) return fail(denied);
    const id = uuidv7();
    const sealedKey = apiKey == null ? null : (await systemBox(tx.db)).seal("models.api_key", id, apiKey);
    await tx.db.insert(models).values({ ...input, id, apiKey: sealedKey, createdAt: tx.now });
    await emit(tx, "model.added", { modelId: id, provider: input.provider, zone: input.zone });
    return ok({ modelId: id });
  });
  forgetModels();
  return added;
}

/** Offers a model, or stops offering it; replies that are being written go on. */
export async function switchModel(ctx: Ctx, input: SwitchModel) {
  const switched = await inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "model.manage", {}, input.modelId);
    if (denied) return fail(denied);
    const rows = await tx.db
      .update(models)
      .set({ enabled: input.enabled })
      .where(eq(models.id, input.modelId))
      .returning({ id: models.id });
    if (rows.length === 0) return fail("model-not-found");
    await emit(tx, "model.changed", { modelId: input.modelId, enabled: input.enabled });
    return ok(null);
  });
  forgetModels();
  return switched;
}

export async function removeModel(ctx: Ctx, input: OneModel) {
  const removed = await inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "model.manage", {}, input.modelId);
    if (denied) return fail(denied);
    const rows = await tx.db.delete(models).where(eq(models.id, input.modelId)).returning({ id: models.id });
    if (rows.length === 0) return fail("model-not-found");
    await emit(tx, "model.removed", { modelId: input.modelId });
    return ok(null);
  });
  forgetModels();
  return removed;
}

/** Asks the model for one word: whether it answers, and how fast. */
export async function testConnection(ctx: Ctx, input: { modelId: string }) {
  const denied = await refusal(ctx, "model.manage", {}, input.modelId);
  if (denied) return fail(denied);
  const model = await readModel(ctx.db, input.modelId);
  if (model === null) return fail("model-not-found");
  const outcome = await testModel(model);
  await emit(ctx, "model.tested", { modelId: input.modelId, outcome: outcome.ok ? "answered" : outcome.error });
  return outcome;
}
