import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { expect, test, vi } from "vitest";
import { delegations } from "#db/schema/access.ts";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { sessions } from "#db/schema/sessions.ts";
import { identitySettled, knownSession } from "#lib/identity/sessions/known-session.ts";
import type { Ctx, PersonCtx } from "#lib/platform/context.ts";
import { database, driver } from "#lib/platform/database.ts";
import { fail } from "#lib/platform/result.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { inOwnDatabase } from "#tests/support/own-database.ts";

// What a process remembers is told by commits, so this file has a database of its own, and the process uses that.
inOwnDatabase("known_session");

const firefox = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
const request = (over: Partial<Ctx> = {}): Ctx => ({ ...anonymousCtx(database()), device: firefox, ...over });

/** A session that this process has in memory. */
async function remembered(): Promise<PersonCtx> {
  const person = await aPerson(database());
  await identitySettled();
  for (let n = 0; n < 2; n += 1)
    expect((await knownSession(request({ device: "test" }), person.actor.sessionId)).ok).toBe(true);
  return person;
}
const again = ({ actor }: PersonCtx) => knownSession(request({ device: "test" }), actor.sessionId);

test("a session that is remembered costs no query", async () => {
  const person = await remembered();
  const silent = { ...request({ device: "test" }), db: null as never };
  expect(await knownSession(silent, person.actor.sessionId)).toMatchObject({
    ok: true,
    value: { id: person.actor.id },
  });
});

test("whoever changes the row, by whatever way: it holds at the next request", async () => {
  const ended = await remembered();
  await driver()`update sessions set ended_at = now() where id = ${ended.actor.sessionId}`;
  await identitySettled();
  expect(await again(ended)).toEqual(fail("ended"));

  const suspended = await remembered();
  await database().update(accounts).set({ state: "suspended" }).where(eq(accounts.id, suspended.actor.id));
  await identitySettled();
  expect(await again(suspended)).toEqual(fail("suspended"));

  const promoted = await remembered();
  await database().update(accounts).set({ role: "moderator" }).where(eq(accounts.id, promoted.actor.id));
  await identitySettled();
  expect(await again(promoted)).toMatchObject({ ok: true, value: { role: "moderator" } });

  const gone = await remembered();
  await database().delete(accounts).where(eq(accounts.id, gone.actor.id));
  await identitySettled();
  expect(await again(gone)).toEqual(fail("unknown"));
});

test("a permission that was lent is there at the next request", async () => {
  const [person, lender] = [await remembered(), await aPerson(database(), { role: "admin" })];
  await database()
    .insert(delegations)
    .values({
      ...{ id: uuidv7(), permission: "event.list", fromId: lender.actor.id, toId: person.actor.id },
      ...{ createdAt: now, expiresAt: new Date(now.getTime() + 60_000) },
    });
  await identitySettled();
  expect(await again(person)).toMatchObject({ ok: true, value: { delegated: [{ permission: "event.list" }] } });
});

test("when the announcements are cut off, memory is believed for a second at the most", async () => {
  const person = await remembered();
  await driver()`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' and pid <> pg_backend_pid()`;
  await database().update(sessions).set({ endedAt: now }).where(eq(sessions.id, person.actor.sessionId));
  await vi.waitFor(async () => expect(await again(person)).toEqual(fail("ended")), { timeout: 20_000, interval: 20 });
});

test("a use in another process keeps a session alive here too", async () => {
  const person = await remembered();
  const later = new Date(now.getTime() + 13 * 3_600_000);
  await database()
    .update(sessions)
    .set({ lastSeenAt: new Date(later.getTime() - 60_000) })
    .where(eq(sessions.id, person.actor.sessionId));
  expect((await knownSession(request({ device: "test", now: later }), person.actor.sessionId)).ok).toBe(true);
});

test("a cookie in another browser and another network at once ends the session; either alone does not", async () => {
  const person = await aPerson(database(), {});
  const { sessionId } = person.actor;
  const chrome =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
  expect((await knownSession(request({ device: chrome }), sessionId)).ok).toBe(true);
  expect((await knownSession(request({ device: "test", address: "198.51.100.9" }), sessionId)).ok).toBe(true);
  expect(await knownSession(request({ device: chrome, address: "198.51.100.9" }), sessionId)).toEqual(fail("jumped"));
  expect(await again(person)).toEqual(fail("ended"));
  const names = await database().select().from(securityEvents).where(eq(securityEvents.name, "session.jumped"));
  expect(names.some(({ data }) => (data as { sessionId: string }).sessionId === sessionId)).toBe(true);
});
