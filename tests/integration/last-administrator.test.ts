import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accounts } from "#db/schema/accounts.ts";
import { changeRole } from "#lib/identity/people/change-role.ts";
import { suspendPerson } from "#lib/identity/people/suspend-person.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { aPerson } from "#tests/support/factories.ts";
import { ownDatabase } from "#tests/support/own-database.ts";

let house: Awaited<ReturnType<typeof ownDatabase>>;
beforeAll(async () => {
  house = await ownDatabase("last_administrator");
});
afterAll(() => house?.close());

const active = () =>
  house.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.role, "admin"), eq(accounts.state, "active")));

async function administrators(count: number): Promise<PersonCtx[]> {
  await house.db.update(accounts).set({ role: "user" });
  const people: PersonCtx[] = [];
  for (let at = 0; at < count; at += 1) people.push(await aPerson(house.db, { role: "admin" }));
  return people;
}

const demote = (by: PersonCtx, { actor }: PersonCtx) => changeRole(by, { accountId: actor.id, role: "user" });
const suspend = (by: PersonCtx, { actor }: PersonCtx) => suspendPerson(by, { accountId: actor.id, suspended: true });

test.each([
  ["demote", demote],
  ["suspend", suspend],
] as const)(
  "of two administrators who %s each other at the same moment exactly one stays, twenty times over",
  async (_, act) => {
    for (let round = 0; round < 20; round += 1) {
      const [one, two] = (await administrators(2)) as [PersonCtx, PersonCtx];
      const answers = await Promise.all([act(one, two), act(two, one)]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await active()).toHaveLength(1);
    }
  },
);

test("of eight administrators who all step down at the same moment one stays", async () => {
  const people = await administrators(8);
  const answers = await Promise.all(people.map((person) => demote(person, person)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(7);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: "last-administrator" });
  expect(await active()).toHaveLength(1);
});
