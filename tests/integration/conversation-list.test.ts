import { inArray } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, test } from "vitest";
import { conversations } from "#db/schema/chat.ts";
import { editConversation } from "#lib/chat/change-conversation.ts";
import { listConversations } from "#lib/chat/queries.ts";
import type { ConversationPage } from "#lib/chat/schema.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { mostPinned } from "#lib/limits/table.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { aConversation, aPerson, now } from "#tests/support/factories.ts";
import { ownDatabase } from "#tests/support/own-database.ts";
import { inRollback } from "#tests/support/rollback.ts";

describe("a list of conversations", () => {
  /** `total` conversations, seven of each moment; their ids. */
  async function many(owner: PersonCtx, total: number): Promise<string[]> {
    const box = await accountBox(owner.db, owner.actor.id);
    const rows = Array.from({ length: total }, (_, n) => {
      const id = uuidv7();
      const at = new Date(now.getTime() + Math.floor(n / 7) * 1000);
      const title = box.seal("conversations.title", id, `${n}`);
      return { id, ownerId: owner.actor.id, title, modelId: "librarian", createdAt: at, activeAt: at };
    });
    await owner.db.insert(conversations).values(rows);
    return rows.map(({ id }) => id);
  }

  test("gives each conversation once when its pages are joined, with ties at their edges and all that may be pinned", () =>
    inRollback(async (tx) => {
      const owner = await aPerson(tx);
      const ids = await many(owner, 330);
      // The oldest, the newest, and some between: wherever a page ends, pinned ones stand before and after it.
      const pinned = ids.filter((_, n) => n % 6 === 0).slice(0, mostPinned);
      await tx.update(conversations).set({ pinnedAt: now }).where(inArray(conversations.id, pinned));
      const pages = [];
      let before: string | null = null;
      do {
        const page: ConversationPage = await listConversations(tx, owner.actor.id, { before });
        pages.push(page.lines);
        before = page.next;
      } while (before !== null && pages.length < 10);
      const seen = pages.flat().map(({ id }) => id);
      expect(seen).toHaveLength(330);
      expect(new Set(seen)).toEqual(new Set(ids));
      expect(pages.length).toBeGreaterThan(2);
      expect(pages[0]?.slice(0, mostPinned).every((line) => line.pinned)).toBe(true);
      const others = pages.flat().filter((line) => !line.pinned);
      expect(others.map(({ id }) => id)).toEqual(
        ids
          .filter((id) => !pinned.includes(id))
          .sort()
          .reverse(),
      );
      expect(
        pages
          .slice(1)
          .flat()
          .some((line) => line.pinned),
      ).toBe(false);
    }));

  test("has at most so many pinned, whatever is unpinned or archived meanwhile", () =>
    inRollback(async (tx) => {
      const owner = await aPerson(tx);
      const ids = await many(owner, mostPinned + 1);
      const [first, ...others] = ids as [string, ...string[]];
      await tx.update(conversations).set({ pinnedAt: now }).where(inArray(conversations.id, others));
      const pin = (conversationId: string) => editConversation(owner, { conversationId, pinned: true });
      expect(await pin(first)).toEqual(fail("too-many-pins"));
      // One that is pinned already may come first once more.
      expect((await pin(others[3] as string)).ok).toBe(true);
      await editConversation(owner, { conversationId: others[0] as string, archived: true });
      expect((await pin(first)).ok).toBe(true);
      expect(await pin(others[0] as string)).toEqual(fail("too-many-pins"));
      expect((await pin((await aConversation(await aPerson(tx))).id)).ok).toBe(false);
    }));

  test("stays within that when two are pinned at the same moment", async () => {
    const { db, close } = await ownDatabase("pins_race");
    try {
      const owner = await aPerson(db);
      const ids = await many(owner, mostPinned + 10);
      await db
        .update(conversations)
        .set({ pinnedAt: now })
        .where(inArray(conversations.id, ids.slice(11)));
      const pins = ids.slice(0, 11).map((conversationId) => editConversation(owner, { conversationId, pinned: true }));
      expect((await Promise.all(pins)).filter(({ ok }) => ok)).toHaveLength(1);
    } finally {
      await close();
    }
  });
});
