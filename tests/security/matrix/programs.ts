import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { apiTokens } from "#db/schema/access.ts";
import { accounts } from "#db/schema/accounts.ts";
import type { Permission } from "#lib/access/policy.ts";
import { newToken } from "#lib/crypto/token.ts";
import { scopesOf, tokenScopes } from "#lib/identity/tokens/schema.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import type { Instance } from "#tests/support/instance.ts";
import { aToken } from "#tests/support/tokens.ts";
import { closeUnder, type People, type Person } from "./people.ts";

/** Whoever calls with a token; `holds` is what that lets them do with what is their owner's. */
export type Program = Person & { holds: readonly Permission[] };

/** A token for each scope alone, all of one administrator, and one that has kept the scopes of a role its owner lost. */
export async function livingPrograms(db: Db, { newPerson }: People): Promise<{ owner: Person; programs: Program[] }> {
  const owner = await newPerson("admin");
  const programs = tokenScopes.map((scope) => programOf(owner, `a token for ${scope}`, [scope]));
  const demoted = await newPerson("admin");
  const left = await programOf(demoted, "a token of somebody else", tokenScopes);
  await db.update(accounts).set({ role: "user" }).where(eq(accounts.id, demoted.ctx.actor.id));
  return { owner, programs: [...(await Promise.all(programs)), { ...left, holds: scopesOf("user") }] };
}

/** Tokens that were good for everything and are no more, and texts that never were tokens of this instance. */
export async function deadPrograms(db: Db, servers: readonly Instance[], { newPerson }: People): Promise<Program[]> {
  const past = new Date(Date.now() - 1_000);
  const ofOwner = (id: string) => eq(apiTokens.ownerId, id);
  const closings: [name: string, close: (actor: PersonCtx["actor"]) => Promise<unknown>][] = [
    ["an expired token", ({ id }) => db.update(apiTokens).set({ expiresAt: past }).where(ofOwner(id))],
    ["an ended token", ({ id }) => db.update(apiTokens).set({ endedAt: past }).where(ofOwner(id))],
    [
      "one of somebody suspended",
      ({ id }) => db.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, id)),
    ],
  ];
  const closed = closings.map(async ([name, close]) => {
    const owner = await newPerson("admin");
    const program = await programOf(owner, name, tokenScopes);
    await closeUnder(servers, "/api/v1/events", program, () => close(owner.ctx.actor));
    return program;
  });
  const other = await newPerson("admin");
  const never = ["nonsense", newToken("cvs_api"), newToken("cvs_invite")].map((token) => ({
    ...{ ...other, name: `the text ${token.slice(0, 8)}`, holds: tokenScopes },
    headers: { authorization: `Bearer ${token}` },
  }));
  return [...(await Promise.all(closed)), ...never];
}

async function programOf(owner: Person, name: string, scopes: readonly Permission[]): Promise<Program> {
  const headers = { authorization: `Bearer ${await aToken(owner.ctx, scopes)}` };
  return { ...owner, name, headers, holds: scopes };
}
