import { expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { settings } from "#db/schema/instance.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import { changePassword } from "#lib/identity/change-password.ts";
import { invitePerson } from "#lib/identity/links/issue-link.ts";
import { openLink } from "#lib/identity/links/open-link.ts";
import { useLink } from "#lib/identity/links/use-link.ts";
import { createPerson, resetPassword } from "#lib/identity/operate-accounts.ts";
import { signUp } from "#lib/identity/sign-up.ts";
import type { Result } from "#lib/platform/result.ts";
import { refreshSettings } from "#lib/settings/queries.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { inRollback } from "#tests/support/rollback.ts";

const name = "Ludovica Quarenghi";
const email = "l.quarenghi@example.org";
let addresses = 0;
const guest = (tx: Db) => {
  addresses += 1;
  return { ...anonymousCtx(tx), address: `192.0.2.${addresses}` };
};

/** Every door through which a new password comes in, each for a person of this name and address. */
const doors: Record<string, (tx: Db) => Promise<(password: string) => Promise<Result<unknown, string>>>> = {
  "signing up": async (tx) => {
    await tx.insert(settings).values({ key: "signUp", value: "open", changedAt: now });
    await refreshSettings(tx);
    return (password) => signUp(guest(tx), { email, name, password });
  },
  "an invitation": async (tx) => {
    const invitation = await invitePerson(await aPerson(tx, { role: "admin" }), { email, role: "user" });
    if (!invitation.ok) throw new Error(invitation.error);
    const link = await openLink(guest(tx), { token: invitation.value.token });
    if (!link.ok) throw new Error(link.error);
    // The invitation's address counts, not the form's.
    return (password) => useLink(guest(tx), link.value.linkId, { email: "x@example.org", name: "X", password });
  },
  "changing one's own": async (tx) => {
    const current = "tundra kettle violet";
    const person = await aPerson(tx, { email, name, passwordHash: await hashPassword(current) });
    return (next) => changePassword(person, { current, next });
  },
  "the operator's new person": async (tx) => (password) =>
    createPerson(guest(tx), { email, name, role: "user", password }),
  "the operator's reset": async (tx) => {
    await aPerson(tx, { email, name });
    return (password) => resetPassword(guest(tx), { email, password });
  },
};

test.each(Object.entries(doors))("%s takes no password that is easy to guess, and then a good one", (_name, door) =>
  inRollback(async (tx) => {
    const offer = await door(tx);
    const before = await tx.select({ hash: accounts.passwordHash }).from(accounts);
    const refused = {
      "eleven chrs": "password-length",
      "0123456789abcdef": "password-weak",
      "quarenghi-2026!": "password-weak",
      "1QAZ2wsx3edc4rfv": "password-breached",
    };
    for (const [password, error] of Object.entries(refused)) expect(await offer(password)).toMatchObject({ error });
    expect(await tx.select({ hash: accounts.passwordHash }).from(accounts)).toEqual(before);
    expect((await offer("granite parrot museum")).ok).toBe(true);
  }).finally(() => inRollback((tx) => refreshSettings(tx))),
);
