import { and, desc, eq, isNull, lte } from "drizzle-orm";
import { linkPurposes, type mails, oneTimeLinks } from "#db/schema/sessions.ts";
import type { Ctx } from "#lib/platform/context.ts";

type Carrier = Pick<typeof mails.$inferSelect, "accountId" | "kind" | "createdAt">;

/**
 * What became of the one-time link in a mail: "gone" when it was used or another took its place. Null for mails that carry
 * none. A mail is named after the purpose of its link, and both are of the same moment.
 */
export async function carriedLink({ db, now }: Ctx, mail: Carrier): Promise<"works" | "expired" | "gone" | null> {
  const purpose = linkPurposes.find((each) => each === mail.kind);
  if (purpose === undefined || mail.accountId === null) return null;
  const [link] = await db
    .select({ expiresAt: oneTimeLinks.expiresAt })
    .from(oneTimeLinks)
    .where(
      and(
        eq(oneTimeLinks.accountId, mail.accountId),
        eq(oneTimeLinks.purpose, purpose),
        lte(oneTimeLinks.createdAt, mail.createdAt),
        isNull(oneTimeLinks.usedAt),
      ),
    )
    .orderBy(desc(oneTimeLinks.createdAt))
    .limit(1);
  if (link === undefined) return "gone";
  return link.expiresAt > now ? "works" : "expired";
}
