import type { OfferedModel } from "#components/chat/model-picker.tsx";
import { labels, mayReceive } from "#lib/access/labels.ts";
import { listChoices } from "#lib/models/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { readSettings } from "#lib/settings/queries.ts";

/** The models one may choose from, the instance's default first. The librarian is always among them. */
export async function usableModels(db: Ctx["db"]): Promise<readonly [OfferedModel, ...OfferedModel[]]> {
  const { defaultModel } = await readSettings(db);
  const [first, ...others] = await listChoices(db, defaultModel);
  if (first === undefined) throw new Error("No model is offered, not even the librarian.");
  const offered = (model: typeof first): OfferedModel => ({
    ...model,
    receives: labels.filter((label) => mayReceive(model.zone, label)),
  });
  return [offered(first), ...others.map(offered)];
}
