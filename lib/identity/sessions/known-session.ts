import { blindIndex } from "#lib/crypto/data-keys.ts";
import { ChangeFeed } from "#lib/platform/change-feed.ts";
import type { Ctx, Person } from "#lib/platform/context.ts";
import { processState } from "#lib/platform/process-state.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
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

/** Sessions in memory; the least recently read go first. */
const MOST = 20_000;

type Known = { session: SessionSnapshot; address: string | null; device: string | null };

const state = processState("identity.sessions", () => {
  const byId = new Map<string, Known>();
  const idsOf = new Map<string, Set<string>>();
  const forget = (accountId: string) => {
    if (accountId === "") {
      byId.clear();
      idsOf.clear();
    }
    for (const id of idsOf.get(accountId) ?? []) byId.delete(id);
    idsOf.delete(accountId);
  };
  return { byId, idsOf, feed: new ChangeFeed("identity", forget) };
});

/** Waits until everything that was changed about people holds in this process: after a use case, before its answer. */
export const identitySettled = (): Promise<void> => state.feed.settled();

/**
 * {@link checkSession} for the doors: from memory where nothing about this person changed since, which Postgres announces
 * to every process at commit. Also watches for a session that jumps to another browser in another network.
 */
export async function knownSession(ctx: Ctx, sessionId: string): Promise<Result<Person, SessionFault | "jumped">> {
  let known = state.feed.isLive() ? state.byId.get(sessionId) : undefined;
  // Memory does not know that the session was used in another process meanwhile.
  if (known !== undefined && sessionFault(known.session, ctx.now) !== null) known = undefined;
  const session = known?.session ?? (await load(ctx, sessionId));
  if (session === null) return fail("unknown");
  const fault = sessionFault(session, ctx.now);
  if (fault !== null) return fail(fault);
  if (known === undefined || known.address !== ctx.address || known.device !== ctx.device) {
    if (await hasJumped(ctx, session)) {
      await endJumpedSession(ctx, session);
      return fail("jumped");
    }
    const entry = state.byId.get(sessionId);
    if (entry !== undefined) Object.assign(entry, { address: ctx.address, device: ctx.device });
  }
  if (ctx.now.getTime() - session.lastSeenAt.getTime() > SEEN_EVERY) {
    await markSeen(ctx.db, sessionId, ctx.now);
    session.lastSeenAt = ctx.now;
  }
  return ok(personOf(session));
}

async function load(ctx: Ctx, sessionId: string): Promise<SessionSnapshot | null> {
  const { epoch } = state.feed;
  const session = await readSession(ctx.db, sessionId, ctx.now);
  if (session === null || session.endedAt !== null) return session;
  // A change that was announced while this was read may not be in it.
  if (epoch !== state.feed.epoch || !state.feed.isLive()) return session;
  state.byId.delete(sessionId);
  state.byId.set(sessionId, { session, address: null, device: null });
  const ids = state.idsOf.get(session.accountId) ?? new Set();
  state.idsOf.set(session.accountId, ids.add(sessionId));
  const [oldest] = state.byId.keys();
  if (state.byId.size > MOST && oldest !== undefined) {
    const accountId = state.byId.get(oldest)?.session.accountId ?? "";
    state.byId.delete(oldest);
    state.idsOf.get(accountId)?.delete(oldest);
  }
  return session;
}

/** Both at once: a phone changes its network all day, and a browser updates itself; a stolen cookie does both. */
async function hasJumped(ctx: Ctx, { networkIndex, browserIndex }: SessionSnapshot): Promise<boolean> {
  if (networkIndex === null || browserIndex === null || ctx.address === null) return false;
  const browser = await blindIndex(ctx.db, "browser", browserFamily(ctx.device));
  if (browser.equals(browserIndex)) return false;
  return !(await blindIndex(ctx.db, "network", networkOf(ctx.address))).equals(networkIndex);
}
