import { blindIndex } from "#lib/crypto/data-keys.ts";
import type { Ctx, Person } from "#lib/platform/context.ts";
import { identitySettled } from "#lib/platform/identity-feed.ts";
import { processState } from "#lib/platform/process-state.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { createIdentityMemory } from "../memory.ts";
import { SEEN_EVERY } from "../numbers.ts";
import {
  markSeen,
  personOf,
  readSession,
  type SessionFault,
  type SessionSnapshot,
  sessionFault,
} from "./check-session.ts";
import { endJumpedSession } from "./end-jumped-session.ts";
import { browserFamily, networkOf } from "./fingerprint.ts";

/** Sessions in memory; those first that were read from the database longest ago. */
const MOST = 20_000;

type Known = { session: SessionSnapshot; address: string | null; device: string | null };

const memory = processState("identity.sessions", () =>
  createIdentityMemory<Known>("sessions", {
    most: MOST,
    accountOf: ({ session }) => session.accountId,
    keep: ({ session }) => session.endedAt === null,
  }),
);

export { identitySettled };

/**
 * {@link checkSession} for the doors: from memory where nothing about this person changed since, which Postgres announces
 * to every process at commit. Also watches for a session that jumps to another browser in another network.
 */
export async function knownSession(ctx: Ctx, sessionId: string): Promise<Result<Person, SessionFault | "jumped">> {
  const remembered = memory.get(sessionId);
  // Memory does not know that the session was used in another process meanwhile.
  const isFresh = remembered !== undefined && sessionFault(remembered.session, ctx.now) === null;
  const known = isFresh ? remembered : await memory.load(sessionId, () => read(ctx, sessionId));
  if (known === null) return fail("unknown");
  const { session } = known;
  const fault = sessionFault(session, ctx.now);
  if (fault !== null) return fail(fault);
  if (!isFresh || known.address !== ctx.address || known.device !== ctx.device) {
    if (await hasJumped(ctx, session)) {
      await endJumpedSession(ctx, session);
      await identitySettled();
      return fail("jumped");
    }
    Object.assign(known, { address: ctx.address, device: ctx.device });
  }
  if (ctx.now.getTime() - session.lastSeenAt.getTime() > SEEN_EVERY) {
    await markSeen(ctx.db, sessionId, ctx.now);
    session.lastSeenAt = ctx.now;
  }
  return ok(personOf(session));
}

async function read(ctx: Ctx, sessionId: string): Promise<Known | null> {
  const session = await readSession(ctx.db, sessionId, ctx.now);
  return session === null ? null : { session, address: null, device: null };
}

/** Both at once: a phone changes its network all day, and a browser updates itself; a stolen cookie does both. */
async function hasJumped(ctx: Ctx, { networkIndex, browserIndex }: SessionSnapshot): Promise<boolean> {
  if (networkIndex === null || browserIndex === null || ctx.address === null) return false;
  const browser = await blindIndex(ctx.db, "browser", browserFamily(ctx.device));
  if (browser.equals(browserIndex)) return false;
  return !(await blindIndex(ctx.db, "network", networkOf(ctx.address))).equals(networkIndex);
}
