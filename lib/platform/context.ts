import type { Db } from "#db/client.ts";
import type { Role } from "#lib/access/schema.ts";

export type Person = {
  kind: "person";
  id: string;
  role: Role;
  sessionId: string;
  /** When a password or stronger factor was last shown in this session: what step-up looks at. */
  signedInAt: Date;
  /** When the session ends whatever happens. */
  endsAt: Date;
  /** Permissions that others lent this person. */
  delegated: readonly { permission: string; expiresAt: Date }[];
  /** Whose content this person broke the glass to read. */
  glass: readonly { ownerId: string; expiresAt: Date }[];
};

/** A program that acts for a person, within what its token allows. */
export type ApiToken = {
  kind: "token";
  /** The account it acts for. */
  id: string;
  role: Role;
  tokenId: string;
  scopes: readonly string[];
};

export type Actor =
  | { kind: "anonymous" }
  | Person
  | ApiToken
  /** Somebody with a shell on the server. */
  | { kind: "operator" }
  | { kind: "system"; job: string };

/** Everything a use case may know about the request. Built at the door, passed down, never imported. */
export type Ctx = {
  actor: Actor;
  db: Db;
  now: Date;
  requestId: string;
  /** The client's address as the trusted proxies tell it. */
  address: string | null;
  /** The User-Agent header, cut to 256 characters. */
  device: string | null;
};

/** A context whose actor is a signed-in person: what most use cases ask for. */
export type PersonCtx = Ctx & { actor: Person };

/** A person, or a program with a person's token: what use cases ask for that do not care which. */
export type HolderCtx = Ctx & { actor: Person | ApiToken };

/** Runs `work` in one transaction. Refusals are values, so the events they emitted are committed with it. */
export function inTransaction<C extends Ctx, T>(ctx: C, work: (ctx: C) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx as unknown as Db }));
}
