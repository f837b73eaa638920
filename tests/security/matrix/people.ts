import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { expect, vi } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { sessions } from "#db/schema/sessions.ts";
import { breakGlass } from "#lib/access/break-glass.ts";
import { type Role, roles } from "#lib/access/schema.ts";
import { tokenScopes } from "#lib/identity/tokens/schema.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { secrets } from "#lib/platform/secrets.ts";
import type { enter } from "#tests/support/browserless.ts";
import type { Instance } from "#tests/support/instance.ts";
import { aToken } from "#tests/support/tokens.ts";
import { tryDoor } from "./call.ts";
import { type Things, thingsOf } from "./things.ts";

/** Somebody who knocks, and what belongs to them. Who has no session that counts has no context either. */
export type Holder = { name: string; headers: Record<string, string>; ctx: PersonCtx | null; things: Things };
export type Person = Holder & { ctx: PersonCtx };
export type People = Awaited<ReturnType<typeof peopleOf>>;
type House = Awaited<ReturnType<typeof enter>>;

const HOUR = 3_600_000;

/** Everybody whom the matrix sends to the doors of these servers, which share one database. */
export async function peopleOf(house: House, servers: readonly Instance[]) {
  const { ctx: keeper } = await house.person("admin");
  const newPerson = async (role: Role = "user", name: string = role): Promise<Person> => {
    const { ctx, cookie } = await house.person(role);
    return { name, headers: { cookie }, ctx, things: thingsOf(ctx, keeper) };
  };
  const owner = await newPerson("user", "the owner");
  const others = await Promise.all(roles.map((role) => newPerson(role)));
  const nobodies = await nobodiesOf(house.db as Db, servers, owner, newPerson);
  const watcher = await watcherOf(owner, newPerson);
  return { owner, others, watcher, nobodies, newPerson, newThings: ({ ctx }: Person) => thingsOf(ctx, keeper) };
}

/** An administrator who has broken the glass for what is the owner's. */
async function watcherOf(owner: Person, newPerson: (role: Role, name: string) => Promise<Person>): Promise<Person> {
  const watcher = await newPerson("admin", "an admin who broke the glass");
  const ownerId = owner.ctx.actor.id;
  const broken = await breakGlass(watcher.ctx, { ownerId, reason: "A reason that is long enough to be one." });
  if (!broken.ok) throw new Error(broken.error);
  const glass = [{ ownerId, expiresAt: broken.value.expiresAt }];
  return { ...watcher, ctx: { ...watcher.ctx, actor: { ...watcher.ctx.actor, glass } } };
}

/** Administrators whose way in has closed, each asking for their own things, so that nothing else can refuse them. */
async function nobodiesOf(
  db: Db,
  servers: readonly Instance[],
  owner: Person,
  newPerson: (role: Role, name: string) => Promise<Person>,
): Promise<Holder[]> {
  const past = new Date(Date.now() - HOUR);
  const closings: [name: string, close: (actor: PersonCtx["actor"]) => Promise<unknown>][] = [
    ["somebody suspended", ({ id }) => db.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, id))],
    ["an ended session", ({ sessionId: id }) => db.update(sessions).set({ endedAt: past }).where(eq(sessions.id, id))],
    ["an expired one", ({ sessionId: id }) => db.update(sessions).set({ expiresAt: past }).where(eq(sessions.id, id))],
  ];
  const closed = closings.map(async ([name, close]) => {
    const person = await newPerson("admin", name);
    await closeUnder(servers, "/api/events", person, () => close(person.ctx.actor));
    return person;
  });

  const late = await newPerson("admin", "a cookie that is over");
  const { id: sub, sessionId: sid } = late.ctx.actor;
  const withCookie = async (secret: string, maxAge: number) => ({
    cookie: `convosphere.session=${await encode({ token: { sub, sid }, secret, maxAge })}`,
  });
  const all: Holder[] = [
    { ...owner, name: "nobody", headers: {} },
    ...(await Promise.all(closed)),
    { ...late, headers: await withCookie(secrets().authSecret, -60) },
    { ...late, name: "a cookie of another instance", headers: await withCookie("a-secret-of-another-instance", 600) },
    { ...late, name: "a program", headers: { authorization: `Bearer ${await aToken(late.ctx, tokenScopes)}` } },
  ];
  return all.map((holder) => ({ ...holder, ctx: null }));
}

/** Shows that somebody comes in, closes their way, and waits until each process has heard of it from Postgres. */
export async function closeUnder(
  servers: readonly Instance[],
  path: string,
  holder: Holder,
  close: () => Promise<unknown>,
): Promise<void> {
  const answers = () => Promise.all(servers.map((server) => tryDoor(server, path, holder, holder.things)));
  expect([holder.name, await answers()]).toEqual([holder.name, servers.map(() => "in")]);
  await close();
  await vi.waitFor(async () => expect(await answers()).not.toContain("in"), { timeout: 5_000, interval: 20 });
}
