import { eq } from "drizzle-orm";
import { linkPurposes, oneTimeLinks } from "#db/schema/sessions.ts";
import type { Role } from "#lib/access/schema.ts";
import { accountBox, systemBox } from "#lib/crypto/data-keys.ts";
import { hashToken, isWellFormedToken, type TokenPrefix } from "#lib/crypto/token.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { OpenLink } from "../schema.ts";

export type LinkPurpose = (typeof linkPurposes)[number];
export type OpenedLink = { linkId: string; purpose: LinkPurpose; role: Role; email: string | null };

const prefixOf: Record<LinkPurpose, TokenPrefix> = {
  setup: "cvs_setup",
  invitation: "cvs_invite",
  "verify-email": "cvs_verify",
  "reset-password": "cvs_reset",
  "change-email": "cvs_change",
  "sign-in": "cvs_signin",
};

/** Looks at a link without using it up. What is wrong with it is told: its holder must ask for another. */
export async function openLink(ctx: Ctx, input: OpenLink) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  const known = linkPurposes.find((each) => isWellFormedToken(input.token, prefixOf[each]));
  const purpose = known ?? "invitation";
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
  const box = link.accountId === null ? await systemBox(ctx.db) : await accountBox(ctx.db, link.accountId);
  const email = link.email === null ? null : box.open("one_time_links.email", link.id, link.email);
  return ok<OpenedLink>({ linkId: link.id, purpose, role: link.role, email });
}
