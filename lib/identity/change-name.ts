import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { ok } from "#lib/platform/result.ts";
import type { ChangeName } from "./schema.ts";

export async function changeName(ctx: PersonCtx, input: ChangeName) {
  const box = await accountBox(ctx.db, ctx.actor.id);
  await ctx.db
    .update(accounts)
    .set({ name: box.seal("accounts.name", ctx.actor.id, input.name) })
    .where(eq(accounts.id, ctx.actor.id));
  return ok(null);
}
