import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, test } from "vitest";
import { apiTokens } from "#db/schema/access.ts";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { denial, permissions, policy } from "#lib/access/policy.ts";
import { roles } from "#lib/access/schema.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { newToken } from "#lib/crypto/token.ts";
import { MOST_TOKENS, mostListed } from "#lib/identity/numbers.ts";
import { checkToken } from "#lib/identity/tokens/check-token.ts";
import { createToken } from "#lib/identity/tokens/create-token.ts";
import { endToken } from "#lib/identity/tokens/end-token.ts";
import { listTokens } from "#lib/identity/tokens/queries.ts";
import { CreateToken, scopesOf, tokenScopes } from "#lib/identity/tokens/schema.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { database } from "#lib/platform/database.ts";
import { identitySettled } from "#lib/platform/identity-feed.ts";
import { fail } from "#lib/platform/result.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { inOwnDatabase } from "#tests/support/own-database.ts";
import { minutes } from "#tests/support/requests.ts";
import { inRollback } from "#tests/support/rollback.ts";
import { aToken } from "#tests/support/tokens.ts";

inOwnDatabase("api_tokens");

const days = (count: number) => minutes(count * 24 * 60);
const asked = (owner: PersonCtx, token: string, at = now) =>
  checkToken({ ...anonymousCtx(owner.db), now: at }, `Bearer ${token}`);

describe("making a token", () => {
  test("what is kept opens nothing: a hash, four characters, a sealed name", () =>
    inRollback(async (tx) => {
      const owner = await aPerson(tx);
      const token = await aToken(owner, ["conversation.read"]);
      const [row] = await tx.select().from(apiTokens).where(eq(apiTokens.ownerId, owner.actor.id));
      expect(JSON.stringify(row)).not.toContain(token.slice(8, 40));
      expect(row?.name.toString("latin1")).not.toContain("A program");
      expect(row?.tail).toBe(token.slice(-4));
      expect(await listTokens(tx, owner.actor.id, now)).toMatchObject([{ name: "A program", tail: token.slice(-4) }]);
      const events = await tx.select().from(securityEvents).where(eq(securityEvents.actorId, owner.actor.id));
      expect(events.at(-1)?.data).toEqual({ tokenId: row?.id, scopes: ["conversation.read"] });
    }));

  test("needs a sign-in of at most fifteen minutes", () =>
    inRollback(async (tx) => {
      const owner = await aPerson(tx);
      const input = { name: "Late", scopes: ["usage.read" as const], days: 1 };
      expect((await createToken({ ...owner, now: minutes(15) }, input)).ok).toBe(true);
      expect(await createToken({ ...owner, now: minutes(15.1) }, input)).toEqual(fail("stale-sign-in"));
    }));

  test("nobody gives a program more than their own role holds", () =>
    inRollback(async (tx) => {
      const owner = await aPerson(tx, { role: "moderator" });
      const input = { name: "Too much", scopes: ["usage.read" as const, "event.list" as const], days: 1 };
      expect(await createToken(owner, input)).toEqual(fail("scope-beyond-role"));
      expect(scopesOf("admin")).toContain("event.list");
      expect(tokenScopes).not.toContain("setting.change");
      expect(CreateToken.safeParse({ ...input, scopes: ["setting.change"] }).success).toBe(false);
    }));

  test("an end is required, a day to a year away; unknown fields, no scope and doubled scopes are refused", () => {
    const input = { name: "x", scopes: ["usage.read"], days: 1 };
    for (const good of [1, "30", 365]) expect(CreateToken.safeParse({ ...input, days: good }).success).toBe(true);
    for (const bad of [0, 366, 1.5, "", undefined])
      expect(CreateToken.safeParse({ ...input, days: bad }).success).toBe(false);
    expect(CreateToken.safeParse({ ...input, scopes: [] }).success).toBe(false);
    expect(CreateToken.safeParse({ ...input, scopes: ["usage.read", "usage.read"] }).success).toBe(false);
    expect(CreateToken.safeParse({ ...input, ownerId: "x" }).success).toBe(false);
    expect(CreateToken.parse({ name: "x", days: "7", "scope.usage.read": "on" })).toEqual({ ...input, days: 7 });
  });

  test("twenty may be live at once; ended and expired ones do not count", () =>
    inRollback(async (tx) => {
      const owner = await aPerson(tx);
      for (let made = 0; made < MOST_TOKENS; made += 1) await aToken(owner, ["usage.read"]);
      const one = () => createToken(owner, { name: "One more", scopes: ["usage.read"], days: 1 });
      expect(await one()).toEqual(fail("too-many-tokens"));
      const [first, second] = await listTokens(tx, owner.actor.id, now);
      await endToken(owner, { tokenId: first?.id as string });
      expect((await one()).ok).toBe(true);
      expect(await one()).toEqual(fail("too-many-tokens"));
      await tx
        .update(apiTokens)
        .set({ expiresAt: now })
        .where(eq(apiTokens.id, second?.id as string));
      expect((await one()).ok).toBe(true);
    }));
});

test("however many have expired, the list shows so many that it can be read, and what is live before them", () =>
  inRollback(async (tx) => {
    const owner = await aPerson(tx);
    await aToken(owner, ["usage.read"]);
    const [live] = await listTokens(tx, owner.actor.id, now);
    const [row] = await tx.select().from(apiTokens).where(eq(apiTokens.ownerId, owner.actor.id));
    if (row === undefined) throw new Error("There is no token.");
    const box = await accountBox(tx, owner.actor.id);
    const expired = Array.from({ length: mostListed.tokens }, () => {
      const id = uuidv7();
      const name = box.seal("api_tokens.name", id, "Old");
      return { ...row, id, name, tokenHash: randomBytes(32), createdAt: minutes(1), expiresAt: minutes(2) };
    });
    await tx.insert(apiTokens).values(expired);
    const lines = await listTokens(tx, owner.actor.id, minutes(3));
    expect(lines).toHaveLength(mostListed.tokens);
    expect(lines[0]).toEqual(live);
  }));

describe("a token acts for its owner", () => {
  test("within its scopes, until its last moment", () =>
    inRollback(async (tx) => {
      const owner = await aPerson(tx);
      const token = await aToken(owner, ["conversation.read"], 1);
      expect(await asked(owner, token, new Date(days(1).getTime() - 1))).toMatchObject({
        ok: true,
        value: { kind: "token", id: owner.actor.id, role: "user", scopes: ["conversation.read"] },
      });
      expect(await asked(owner, token, days(1))).toEqual(fail("expired"));
    }));

  test("unless it is malformed or unknown", () =>
    inRollback(async (tx) => {
      const owner = await aPerson(tx);
      const token = await aToken(owner, ["conversation.read"]);
      const ctx = anonymousCtx(tx);
      const altered = `${token.slice(0, 20)}${token[20] === "A" ? "B" : "A"}${token.slice(21)}`;
      for (const header of ["", token, `Basic ${token}`, "Bearer ", `Bearer ${altered}`, `Bearer ${token} x`])
        expect([header, await checkToken(ctx, header)]).toEqual([header, fail("malformed")]);
      expect(await asked(owner, newToken("cvs_refresh"))).toEqual(fail("malformed"));
      expect(await asked(owner, newToken("cvs_api"))).toEqual(fail("unknown"));
      expect((await checkToken(ctx, `bearer ${token}`)).ok).toBe(true);
    }));

  test("ending is for one's own tokens, and once", () =>
    inRollback(async (tx) => {
      const [owner, other] = [await aPerson(tx), await aPerson(tx)];
      await aToken(owner, ["usage.read"]);
      const [line] = await listTokens(tx, owner.actor.id, now);
      const input = { tokenId: line?.id as string };
      expect(await endToken(other, input)).toEqual(fail("token-not-found"));
      expect((await endToken(owner, input)).ok).toBe(true);
      expect(await endToken(owner, input)).toEqual(fail("token-not-found"));
      expect(await listTokens(tx, owner.actor.id, now)).toEqual([]);
    }));
});

// What a process remembers is told by commits, so these people are really there.
describe("whatever changes holds at the next request", () => {
  /** A token that this process has in memory. */
  async function remembered(role: "user" | "admin" = "user") {
    const owner = await aPerson(database(), { role });
    const token = await aToken(owner, role === "admin" ? ["usage.read", "event.list"] : ["usage.read"]);
    await identitySettled();
    expect((await asked(owner, token)).ok).toBe(true);
    const [line] = await listTokens(database(), owner.actor.id, now);
    return { owner, token, tokenId: line?.id as string };
  }
  const silent = (owner: PersonCtx): PersonCtx => ({ ...owner, db: null as never });

  test("a token that is remembered costs no query", async () => {
    const { owner, token } = await remembered();
    expect(await asked(silent(owner), token)).toMatchObject({ ok: true, value: { id: owner.actor.id } });
  });

  test("it ended", async () => {
    const { owner, token, tokenId } = await remembered();
    await endToken(owner, { tokenId });
    await identitySettled();
    expect(await asked(owner, token)).toEqual(fail("ended"));
  });

  test("its owner was suspended, and came back", async () => {
    const { owner, token } = await remembered();
    const set = (state: "suspended" | "active") =>
      database().update(accounts).set({ state }).where(eq(accounts.id, owner.actor.id));
    await set("suspended");
    await identitySettled();
    expect(await asked(owner, token)).toEqual(fail("suspended"));
    await set("active");
    await identitySettled();
    expect((await asked(owner, token)).ok).toBe(true);
  });

  test("its owner's account is gone", async () => {
    const { owner, token } = await remembered();
    await database().delete(accounts).where(eq(accounts.id, owner.actor.id));
    await identitySettled();
    expect(await asked(owner, token)).toEqual(fail("unknown"));
  });

  test("its owner's role was lowered: the scopes shrink, and grow again with the role", async () => {
    const { owner, token } = await remembered("admin");
    const scopes = async (role: "user" | "admin") => {
      await database().update(accounts).set({ role }).where(eq(accounts.id, owner.actor.id));
      await identitySettled();
      const checked = await asked(owner, token);
      return checked.ok ? [checked.value.role, ...checked.value.scopes] : checked;
    };
    expect(await scopes("user")).toEqual(["user", "usage.read"]);
    expect(await scopes("admin")).toEqual(["admin", "usage.read", "event.list"]);
  });
});

test("the last use is written at most once a minute", () =>
  inRollback(async (tx) => {
    const owner = await aPerson(tx);
    const token = await aToken(owner, ["usage.read"]);
    const lastUse = async (at: Date) => {
      await asked(owner, token, at);
      const [line] = await listTokens(tx, owner.actor.id, now);
      return line?.lastUsedAt;
    };
    expect(await lastUse(minutes(1))).toBe(minutes(1).toISOString());
    expect(await lastUse(minutes(2))).toBe(minutes(1).toISOString());
    expect(await lastUse(minutes(2.01))).toBe(minutes(2.01).toISOString());
  }));

test("a token may do what its scopes and its owner's role allow together, and nothing that asks for a fresh sign-in", () => {
  for (const role of roles) {
    for (const permission of permissions) {
      const actor = { kind: "token", id: "me", role, tokenId: "t", scopes: [permission] } as const;
      const may = denial(actor, permission, { ownerId: "me" } as never, now) === null;
      expect([role, permission, may]).toEqual([role, permission, scopesOf(role).includes(permission)]);
      if (may) expect(policy[permission].freshSignInMinutes).toBeNull();
      expect(denial({ ...actor, scopes: [] }, permission, { ownerId: "me" } as never, now)).toBe("out-of-scope");
    }
  }
});
