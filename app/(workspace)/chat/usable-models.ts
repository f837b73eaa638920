import { type Choice, listChoices } from "#lib/models/queries.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { readSettings } from "#lib/settings/queries.ts";

/** The models one may choose from, the instance's default first. The librarian is always among them. */
export async function usableModels(db: Ctx["db"]): Promise<readonly [Choice, ...Choice[]]> {
  const { defaultModel } = await readSettings(db);
  const [first, ...others] = await listChoices(db, defaultModel);
  if (first === undefined) throw new Error("No model is offered, not even the librarian.");
  return [first, ...others];
}
