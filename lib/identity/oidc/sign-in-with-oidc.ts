import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { accounts } from "#db/schema/accounts.ts";
import { oidcIdentities } from "#db/schema/factors.ts";
import { denial } from "#lib/access/policy.ts";
import { blindIndex } from "#lib/crypto/data-keys.ts";
import type { Language } from "#lib/i18n/languages.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { insertAccount } from "../create-account.ts";
import { confirmAddress } from "../links/verify-email.ts";
import { OIDC_AGAIN } from "../numbers.ts";
import { isLastAdministrator, lockAdministrators } from "../people/administrators.ts";
import { applyRole } from "../people/apply-change.ts";
import { proceed } from "../proceed.ts";
import { findAccountId } from "../queries.ts";
import { DisplayName, Email } from "../schema.ts";
import { tell } from "../tell.ts";
import { mappedRole } from "./mapped-role.ts";
import { OidcClaims, type OidcProvider } from "./schema.ts";

type Account = { id: string };
/** The cookie by which the browser is known, and the language of its pages. */
type Browser = { deviceToken: string | null; language: Language };

/** Why a sign-in through a service ends, as its event tells it, and what the person is told. */
const codeOf = {
  malformed: "oidc-refused",
  "wrong-issuer": "oidc-refused",
  "not-fresh": "oidc-not-fresh",
  "unverified-email": "oidc-unverified",
  "unconfirmed-account": "oidc-unconfirmed",
  "no-account": "oidc-no-account",
  suspended: "oidc-no-account",
} as const;
type Reason = keyof typeof codeOf;

/**
 * Signs in whom a service vouches for. `given` are the claims of an ID token that was found right; everything that is said
 * here about the person is the service's word, and its word counts for an address only where it has verified it.
 */
export function signInWithOidc(ctx: Ctx, provider: OidcProvider, given: unknown, browser: Browser) {
  return inTransaction(ctx, async (tx) => {
    const claims = OidcClaims.safeParse(given);
    if (!claims.success) return refuse(tx, provider, "malformed");
    if (!isIssuer(provider, claims.data.iss)) return refuse(tx, provider, "wrong-issuer");
    if (isStale(tx, claims.data)) return refuse(tx, provider, "not-fresh");
    const found = await accountOf(tx, provider, claims.data, browser);
    if (!found.ok) return refuse(tx, provider, found.error);
    const { id } = found.value;
    await followRole(tx, id, provider, claims.data);
    const { auth_time: at } = claims.data;
    const shown = {
      method: "oidc",
      deviceToken: browser.deviceToken,
      ...(at === undefined ? {} : { at: at * 1000 }),
    } as const;
    const outcome = await proceed(tx, id, shown);
    return outcome.ok ? outcome : refuse(tx, provider, "suspended");
  });
}

async function refuse(tx: Ctx, provider: OidcProvider, reason: Reason) {
  await emit(tx, "oidc.refused", { provider: provider.id, reason });
  return fail(codeOf[reason]);
}

/** Some write their address with a slash at the end, and administrators without. */
export function isIssuer({ issuer }: Pick<OidcProvider, "issuer">, named: string): boolean {
  return named.replace(/\/$/, "") === issuer.replace(/\/$/, "");
}

/**
 * Who signs in once more, to show that it is them, was asked to do so at the service too; it says when that was. One that
 * does not say may have asked nobody anything.
 */
function isStale(tx: Ctx, { auth_time: at }: OidcClaims): boolean {
  return tx.actor.kind === "person" && (at === undefined || tx.now.getTime() - at * 1000 > OIDC_AGAIN);
}

/** The account of this identity: known, linked by a verified address, or new. */
async function accountOf(
  tx: Ctx,
  provider: OidcProvider,
  claims: OidcClaims,
  { language }: Browser,
): Promise<Result<Account, Reason>> {
  const subjectIndex = await blindIndex(tx.db, "oidc.subject", `${claims.iss}|${claims.sub}`);
  // Two first sign-ins at the same moment come one after the other.
  await tx.db.execute(sql`select pg_advisory_xact_lock(${subjectIndex.readBigInt64BE().toString()}::bigint)`);
  const [known] = await tx.db
    .update(oidcIdentities)
    .set({ lastUsedAt: tx.now })
    .where(eq(oidcIdentities.subjectIndex, subjectIndex))
    .returning({ id: oidcIdentities.accountId });
  if (known !== undefined) return ok(known);
  const email = Email.safeParse(claims.email);
  if (claims.email_verified !== true || !email.success) return fail("unverified-email");
  const id = await findAccountId(tx.db, email.data);
  const account =
    id === null ? await makeAccount(tx, provider, claims, { email: email.data, language }) : await mayLink(tx, id);
  if (!account.ok) return account;
  await tx.db.insert(oidcIdentities).values({
    id: uuidv7(),
    accountId: account.value.id,
    provider: provider.id,
    issuer: claims.iss,
    subjectIndex,
    createdAt: tx.now,
    lastUsedAt: tx.now,
  });
  await confirmAddress(tx, account.value.id);
  if (id !== null) {
    await emit(tx, "oidc.linked", { accountId: id, provider: provider.id });
    await tell(tx, id, "new-factor", { factor: "oidc" });
  }
  return account;
}

/**
 * An account that is there, whose address the service has verified. Where nobody here ever confirmed that address, whoever
 * chose the password may be somebody else, waiting for its owner to come: then only a session of that account links it.
 */
async function mayLink(tx: Ctx, id: string): Promise<Result<Account, Reason>> {
  const [account] = await tx.db
    .select({ state: accounts.state, emailVerifiedAt: accounts.emailVerifiedAt })
    .from(accounts)
    .where(eq(accounts.id, id));
  if (account?.state !== "active") return fail("suspended");
  const isOwn = denial(tx.actor, "factor.change", { ownerId: id }, tx.now) === null && tx.actor.kind === "person";
  return account.emailVerifiedAt !== null || isOwn ? ok({ id }) : fail("unconfirmed-account");
}

async function makeAccount(
  tx: Ctx,
  provider: OidcProvider,
  claims: OidcClaims,
  { email, language }: { email: string; language: Language },
): Promise<Result<Account, Reason>> {
  const { signUp } = await readSettings(tx.db);
  if (!provider.createAccounts || signUp === "closed") return fail("no-account");
  const name = [claims.name, email.split("@")[0]?.slice(0, 80)]
    .map((each) => DisplayName.safeParse(each))
    .find((each) => each.success)?.data;
  const role = mappedRole(provider, claims) ?? "user";
  const account = { email, name: name ?? "?", role, passwordHash: null, language, by: "oidc" } as const;
  const made = await insertAccount(tx, account);
  return made.ok ? ok({ id: made.value.accountId }) : fail("no-account");
}

/** The service decides the role at each sign-in, but never takes away the last administrator. */
async function followRole(tx: Ctx, id: string, provider: OidcProvider, claims: OidcClaims): Promise<void> {
  const role = mappedRole(provider, claims);
  if (role === null) return;
  const administrators = await lockAdministrators(tx);
  const [account] = await tx.db
    .select({ id: accounts.id, role: accounts.role, state: accounts.state })
    .from(accounts)
    .where(eq(accounts.id, id))
    .for("no key update");
  if (account?.state !== "active" || account.role === role || isLastAdministrator(administrators, id)) return;
  await applyRole(tx, account, role, "oidc");
}
