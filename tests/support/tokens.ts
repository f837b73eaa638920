import type { Permission } from "#lib/access/policy.ts";
import { checkToken } from "#lib/identity/tokens/check-token.ts";
import { createToken } from "#lib/identity/tokens/create-token.ts";
import type { ApiToken, Ctx, PersonCtx } from "#lib/platform/context.ts";

/** A token of this person, as they get to see it once. */
export async function aToken(owner: PersonCtx, scopes: readonly Permission[], days = 30): Promise<string> {
  const created = await createToken(owner, { name: "A program", scopes: [...scopes], days });
  if (!created.ok) throw new Error(created.error);
  return created.value.token;
}

/** What a program with such a token may know about its request. */
export async function aProgram(owner: PersonCtx, scopes: readonly Permission[]): Promise<Ctx & { actor: ApiToken }> {
  const ctx: Ctx = { ...owner, actor: { kind: "anonymous" } };
  const checked = await checkToken(ctx, `Bearer ${await aToken(owner, scopes)}`);
  if (!checked.ok) throw new Error(checked.error);
  return { ...ctx, actor: checked.value };
}
