import { count, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { invitePerson, issueSetupLink } from "#lib/identity/links/issue-link.ts";
import { openLink } from "#lib/identity/links/open-link.ts";
import { useLink } from "#lib/identity/links/use-link.ts";
import { fail } from "#lib/platform/result.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { sessionOf } from "#tests/support/outcome.ts";
import { ownDatabase } from "#tests/support/own-database.ts";
import { inRollback } from "#tests/support/rollback.ts";

// Races need commits, so this file has a database of its own.
let db: Db;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await ownDatabase("links_race"));
});
afterAll(() => close());

const input = (index: number) => ({
  email: `first-${index}@example.org`,
  name: "First",
  password: "sixteen-characters-at-least",
});

test("of a hundred who use the first administrator's link at the same moment exactly one succeeds", {
  timeout: 120_000,
}, async () => {
  const token = await issueSetupLink(anonymousCtx(db));
  const link = await openLink({ ...anonymousCtx(db), address: "192.0.2.1" }, { token: token as string });
  if (!link.ok) throw new Error(link.error);
  const attempts = Array.from({ length: 100 }, (_, index) =>
    useLink({ ...anonymousCtx(db), address: `198.51.100.${index}` }, link.value.linkId, input(index)),
  );
  const results = await Promise.all(attempts);
  expect(results.filter((result) => result.ok)).toHaveLength(1);
  expect(results.filter((result) => !result.ok).every((result) => !result.ok && result.error === "link-used")).toBe(
    true,
  );
  expect(await db.select({ total: count() }).from(accounts)).toEqual([{ total: 1 }]);
  const created = await db.select().from(securityEvents).where(eq(securityEvents.name, "account.created"));
  expect(created).toHaveLength(1);
  // And there is no second link once somebody is there.
  expect(await issueSetupLink(anonymousCtx(db))).toBeNull();
});

test("a link that is unknown, expired or used is refused with an event, whatever is sent with it", () =>
  inRollback(async (tx) => {
    const use = (linkId: string, at = now) =>
      useLink({ ...anonymousCtx(tx, at), address: `192.0.2.${at === now ? 31 : 32}` }, linkId, input(0));
    expect(await use("01930000-0000-7000-8000-000000000009")).toEqual(fail("link-unknown"));
    const token = await issueSetupLink(anonymousCtx(tx));
    const link = await openLink({ ...anonymousCtx(tx), address: "192.0.2.33" }, { token: token as string });
    if (!link.ok) throw new Error(link.error);
    const { linkId } = link.value;
    expect(await use(linkId, new Date(now.getTime() + 7 * 24 * 3_600_000))).toEqual(fail("link-expired"));
    expect((await use(linkId)).ok).toBe(true);
    expect(await use(linkId)).toEqual(fail("link-used"));
    const refused = await tx.select().from(securityEvents).where(eq(securityEvents.name, "link.refused"));
    expect(refused.map(({ data }) => (data as { reason: string }).reason)).toEqual(["unknown", "expired", "used"]);
  }));

test("a new first-administrator link makes the one before it worthless", () =>
  inRollback(async (tx) => {
    const before = await issueSetupLink(anonymousCtx(tx));
    await issueSetupLink(anonymousCtx(tx));
    expect(await openLink({ ...anonymousCtx(tx), address: "192.0.2.2" }, { token: before as string })).toEqual(
      fail("link-unknown"),
    );
  }));

test("an invitation makes an account with the invited address and role, whatever the form says", () =>
  inRollback(async (tx) => {
    const admin = await aPerson(tx, { role: "admin" });
    const invitation = await invitePerson(admin, { email: "invited@example.org", role: "moderator" });
    if (!invitation.ok) throw new Error(invitation.error);
    const guest = { ...anonymousCtx(tx), address: "192.0.2.3" };
    const link = await openLink(guest, { token: invitation.value.token });
    if (!link.ok) throw new Error(link.error);
    expect(link.value).toMatchObject({ email: "invited@example.org", role: "moderator" });
    expect(await useLink(guest, link.value.linkId, { ...input(1), password: "only-12-chars" })).toEqual(
      fail("password-length"),
    );
    const used = await useLink(guest, link.value.linkId, { ...input(1), email: "other@example.org" });
    const [account] = await tx
      .select({ role: accounts.role })
      .from(accounts)
      .where(eq(accounts.id, sessionOf(used).accountId));
    expect(account?.role).toBe("moderator");
    expect(await useLink(guest, link.value.linkId, input(2))).toEqual(fail("link-used"));
  }));

test("an invitation is good for seven days", () =>
  inRollback(async (tx) => {
    const admin = await aPerson(tx, { role: "admin" });
    const invitation = await invitePerson(admin, { email: "late@example.org", role: "user" });
    if (!invitation.ok) throw new Error(invitation.error);
    const after = (days: number) => ({
      ...anonymousCtx(tx, new Date(now.getTime() + days * 86_400_000)),
      address: "192.0.2.4",
    });
    expect((await openLink(after(6.99), { token: invitation.value.token })).ok).toBe(true);
    expect(await openLink(after(7), { token: invitation.value.token })).toEqual(fail("link-expired"));
  }));

test("only an administrator invites, and only freshly signed in", () =>
  inRollback(async (tx) => {
    const moderator = await aPerson(tx, { role: "moderator" });
    expect(await invitePerson(moderator, { email: "x@example.org", role: "admin" })).toEqual(fail("not-allowed"));
    const admin = await aPerson(tx, { role: "admin" });
    const later = { ...admin, now: new Date(now.getTime() + 16 * 60_000) };
    expect(await invitePerson(later, { email: "x@example.org", role: "user" })).toEqual(fail("stale-sign-in"));
  }));
