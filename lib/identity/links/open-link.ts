import { eq } from "drizzle-orm";
import { oneTimeLinks } from "#db/schema/sessions.ts";
import type { Role } from "#lib/access/schema.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import { hashToken, isWellFormedToken } from "#lib/crypto/token.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { OpenLink } from "../schema.ts";

export type OpenedLink = { linkId: string; purpose: "setup" | "invitation"; role: Role; email: string | null };

/** Looks at a link without using it up. What is wrong with it is told: its holder must ask for another. */
export async function openLink(ctx: Ctx, input: OpenLink) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  const purpose = isWellFormedToken(input.token, "cvs_setup") ? "setup" : "invitation";
  const known = purpose === "setup" || isWellFormedToken(input.token, "cvs_invite");
  const [link] = known
    ? await ctx.db
        .select()
        .from(oneTimeLinks)
        .where(eq(oneTimeLinks.tokenHash, hashToken(input.token)))
    : [];
  const fault =
    link === undefined || link.purpose !== purpose
      ? "unknown"
      : link.usedAt !== null
        ? "used"
        : link.expiresAt <= ctx.now
          ? "expired"
          : null;
  if (link === undefined || fault !== null) {
    await emit(ctx, "link.refused", { purpose, reason: fault ?? "unknown" });
    return fail(`link-${fault ?? "unknown"}` as const);
  }
  const email =
    link.email === null ? null : (await systemBox(ctx.db)).open("one_time_links.email", link.id, link.email);
  return ok<OpenedLink>({ linkId: link.id, purpose, role: link.role, email });
}
