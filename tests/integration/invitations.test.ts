import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { oneTimeLinks } from "#db/schema/sessions.ts";
import { invitePerson } from "#lib/identity/links/issue-link.ts";
import { openLink } from "#lib/identity/links/open-link.ts";
import { useLink } from "#lib/identity/links/use-link.ts";
import { setSuspended } from "#lib/identity/operate-accounts.ts";
import { changeRole } from "#lib/identity/people/change-role.ts";
import { listInvitations } from "#lib/identity/people/queries.ts";
import { suspendPerson } from "#lib/identity/people/suspend-person.ts";
import { withdrawInvitation } from "#lib/identity/people/withdraw-invitation.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { eventsOf, minutes } from "#tests/support/requests.ts";
import { inRollback } from "#tests/support/rollback.ts";

const author = "author@example.org";
const guest = { email: "guest@example.org", name: "Guest", password: "a quite unusual pair of otters" };

async function invited(by: PersonCtx) {
  const made = await invitePerson(by, { email: guest.email, role: "moderator" });
  if (!made.ok) throw new Error(made.error);
  const [{ id: invitationId } = { id: "" }] = await listInvitations(by.db, now);
  return { invitationId, token: made.value.token };
}

async function house(tx: Db) {
  const [by, other] = [await aPerson(tx, { role: "admin", email: author }), await aPerson(tx, { role: "admin" })];
  return { by, other, ...(await invited(by)) };
}

let addresses = 0;
/** What comes of its link, opened and used from an address of its own: the limit of sign-ins is not what is tested here. */
async function usage(tx: Db, { token, invitationId }: { token: string; invitationId: string }) {
  addresses += 1;
  const ctx = { ...anonymousCtx(tx), address: `192.0.2.${addresses}` };
  return [await openLink(ctx, { token }), await useLink(ctx, invitationId, guest)];
}
const worthless = [fail("link-expired"), fail("link-expired")];

describe("an open invitation", () => {
  test.each(["its author", "another administrator"] as const)("is withdrawn by %s, once, and opens nothing", (who) =>
    inRollback(async (tx) => {
      const { by, other, ...invitation } = await house(tx);
      const input = { invitationId: invitation.invitationId };
      const ctx = who === "its author" ? by : other;
      expect(await withdrawInvitation(ctx, input)).toEqual(ok(null));
      expect(await listInvitations(tx, now)).toEqual([]);
      expect(await usage(tx, invitation)).toEqual(worthless);
      expect(await withdrawInvitation(ctx, input)).toEqual(fail("invitation-not-found"));
      expect(await eventsOf(tx, "account.invitation-withdrawn")).toEqual([
        { linkId: invitation.invitationId, role: "moderator" },
      ]);
    }),
  );

  test("is withdrawn by nobody else, and by nobody whose sign-in is old", () =>
    inRollback(async (tx) => {
      const { other, invitationId } = await house(tx);
      const moderator = await aPerson(tx, { role: "moderator" });
      expect(await withdrawInvitation(moderator, { invitationId })).toEqual(fail("not-allowed"));
      expect(await withdrawInvitation({ ...other, now: minutes(15.01) }, { invitationId })).toEqual(
        fail("stale-sign-in"),
      );
      expect(await listInvitations(tx, now)).toHaveLength(1);
    }));

  test("that was used is not withdrawn, and no other link is", () =>
    inRollback(async (tx) => {
      const { by, invitationId } = await house(tx);
      await tx.update(oneTimeLinks).set({ usedAt: now }).where(eq(oneTimeLinks.id, invitationId));
      expect(await withdrawInvitation(by, { invitationId })).toEqual(fail("invitation-not-found"));
      await tx.update(oneTimeLinks).set({ usedAt: null, purpose: "setup" }).where(eq(oneTimeLinks.id, invitationId));
      expect(await withdrawInvitation(by, { invitationId })).toEqual(fail("invitation-not-found"));
    }));

  type House = Awaited<ReturnType<typeof house>>;
  const losses: [string, (house: House) => Promise<unknown>][] = [
    ["is suspended", ({ by, other }) => suspendPerson(other, { accountId: by.actor.id, suspended: true })],
    ["is demoted", ({ by, other }) => changeRole(other, { accountId: by.actor.id, role: "moderator" })],
    ["steps down", ({ by }) => changeRole(by, { accountId: by.actor.id, role: "user" })],
    [
      "is suspended at the shell",
      ({ by }) =>
        setSuspended({ ...anonymousCtx(by.db), actor: { kind: "operator" } }, { email: author, suspended: true }),
    ],
  ];
  test.each(losses)("is withdrawn when its author %s, while those of others stay", (_, lose) =>
    inRollback(async (tx) => {
      const made = await house(tx);
      const others = await invited(made.other);
      expect(await lose(made)).toMatchObject({ ok: true });
      expect(await usage(tx, made)).toEqual(worthless);
      expect((await listInvitations(tx, now)).map(({ id }) => id)).toEqual([others.invitationId]);
      expect(await eventsOf(tx, "account.invitation-withdrawn")).toEqual([
        { linkId: made.invitationId, role: "moderator" },
      ]);
    }),
  );

  test("does not come back with its author", () =>
    inRollback(async (tx) => {
      const { by, other } = await house(tx);
      for (const suspended of [true, false]) await suspendPerson(other, { accountId: by.actor.id, suspended });
      for (const role of ["user", "admin"] as const) await changeRole(other, { accountId: by.actor.id, role });
      expect(await listInvitations(tx, now)).toEqual([]);
    }));
});
