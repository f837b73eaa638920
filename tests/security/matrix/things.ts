import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { delegations } from "#db/schema/access.ts";
import { passkeys } from "#db/schema/factors.ts";
import { oneTimeLinks } from "#db/schema/sessions.ts";
import { addRule } from "#lib/access/address-rules/add-rule.ts";
import { breakGlass } from "#lib/access/break-glass.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { hashToken } from "#lib/crypto/token.ts";
import { invitePerson } from "#lib/identity/links/issue-link.ts";
import { requestFactorReset } from "#lib/identity/people/request-factor-reset.ts";
import { readProfile } from "#lib/identity/queries.ts";
import { startSession } from "#lib/identity/sessions/start-session.ts";
import { createToken } from "#lib/identity/tokens/create-token.ts";
import { addModel } from "#lib/models/manage-models.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import type { Result } from "#lib/platform/result.ts";
import { aDocument } from "#tests/support/a-document.ts";
import { aConversation } from "#tests/support/factories.ts";

/** What rows may name: the ids of things that are really there, and belong to one person or are about them. */
export type Things = { readonly [name in keyof ReturnType<typeof makers>]: Promise<string> };

const HOUR = 3_600_000;
const REASON = "A reason that is long enough to be one.";

/** Each is made when it is first named. `keeper` is an administrator, who makes what a person cannot make for themselves. */
export function thingsOf(owner: PersonCtx, keeper: PersonCtx): Things {
  const things = {};
  for (const [name, make] of Object.entries(makers(owner, keeper)))
    Object.defineProperty(things, name, { get: once<string>(make) });
  return things as Things;
}

function makers(owner: PersonCtx, keeper: PersonCtx) {
  const { db, actor } = owner;
  const conversation = once(() => aConversation(owner));
  const passkey = once(() => aPasskey(owner));
  return {
    account: async () => actor.id,
    /** The same, with a second factor. */
    async securedAccount() {
      await passkey();
      return actor.id;
    },
    email: async () => (await readProfile(db, actor.id)).email,
    conversation: async () => (await conversation()).id,
    question: async () => (await conversation()).messageIds[0] as string,
    message: async () => (await conversation()).messageIds[1] as string,
    document: async () => aDocument(owner),
    /** In quarantine, waiting for somebody to decide. */
    quarantined: async () => aDocument(owner, { state: "quarantined" }),
    session: async () => (await startSession(owner, actor, { method: "password" })).sessionId,
    passkey,
    token: async () => good(await createToken(owner, { name: "Mine", scopes: ["usage.read"], days: 1 })).tokenId,
    async delegation() {
      const lent = { fromId: actor.id, toId: keeper.actor.id, permission: "moderation.open" };
      const times = { createdAt: new Date(), expiresAt: new Date(Date.now() + HOUR) };
      const id = uuidv7();
      await db.insert(delegations).values({ id, ...lent, ...times });
      return id;
    },
    glass: async () => good(await breakGlass(keeper, { ownerId: actor.id, reason: REASON })).glassId,
    async reset() {
      await passkey();
      return good(await requestFactorReset(keeper, { accountId: actor.id, reason: REASON })).resetId;
    },
    async invitation() {
      const link = good(await invitePerson(keeper, { email: `guest-${uuidv7()}@example.org`, role: "user" }));
      const mine = eq(oneTimeLinks.tokenHash, hashToken(link.token));
      const [row] = await db.select({ id: oneTimeLinks.id }).from(oneTimeLinks).where(mine);
      return row?.id ?? "";
    },
    rule: async () => good(await addRule(keeper, { ...block, network: await network() })).ruleId,
    /** One that no rule is about yet, of those for documentation (RFC 3849). */
    network,
    async model() {
      const of = { provider: "openai-compatible", zone: "local", name: "M", modelId: "m" } as const;
      const prices = { maxOutputTokens: null, inputPrice: null, outputPrice: null };
      const model = { ...of, ...prices, baseUrl: "http://127.0.0.1:9/v1", contextTokens: 8000, apiKey: null };
      return good(await addModel(keeper, model)).modelId;
    },
  };
}

const block = { effect: "block", area: "everything", note: "", hours: null } as const;
const network = async () => `2001:db8:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}::/64`;

async function aPasskey({ db, actor }: PersonCtx): Promise<string> {
  const id = uuidv7();
  const name = (await accountBox(db, actor.id)).seal("passkeys.name", id, "Key");
  const key = { credentialId: id, publicKey: Buffer.alloc(1), counter: 0, transports: [], backedUp: false };
  await db.insert(passkeys).values({ id, accountId: actor.id, ...key, name, createdAt: new Date() });
  return id;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function good<R extends Result<unknown, string>>(result: R): Extract<R, { ok: true }>["value"] {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}
