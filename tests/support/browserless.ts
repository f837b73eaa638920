import { uuidv7 } from "uuidv7";
import { connect, type Db } from "#db/client.ts";
import type { Role } from "#lib/access/schema.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { forgetProcessState } from "#lib/platform/process-state.ts";
import { runningEmbeddedPostgres } from "#lib/platform/running-postgres.ts";
import { aPerson } from "./factories.ts";
import type { Instance } from "./instance.ts";

/** A way into a running instance: its database and keys, and requests as a browser of the same site sends them. */
export async function enter(instance: Instance) {
  process.env.DATA_DIR = instance.dataDir;
  for (const name of ["env", "secrets", "crypto.keyring", "crypto.index", "crypto.boxes"]) forgetProcessState(name);
  const { mintToken } = await import("#lib/http/session-token.ts");
  const url = runningEmbeddedPostgres(instance.dataDir);
  if (url === null) throw new Error("The instance has no database.");
  const { sql, db } = connect(url, { max: 3 });

  return {
    db,
    close: () => sql.end(),
    async person(role: Role = "user") {
      const ctx = await aPerson(db as Db, {
        role,
        at: new Date(),
        address: null,
        email: `${role}-${uuidv7()}@example.org`,
      });
      return { ctx, cookie: await cookieOf(ctx) };
    },
    cookieOf,
    /** `cookie` null: nobody. */
    request(path: string, init: RequestInit & { cookie?: string | null } = {}) {
      const { cookie, headers, ...rest } = init;
      const sent = new Headers(headers);
      if (!sent.has("sec-fetch-site")) sent.set("sec-fetch-site", "same-origin");
      if (!sent.has("origin")) sent.set("origin", instance.url);
      if (cookie) sent.set("cookie", cookie);
      return fetch(instance.url + path, { redirect: "manual", ...rest, headers: sent });
    },
  };

  async function cookieOf(ctx: PersonCtx): Promise<string> {
    const expiresAt = new Date(Date.now() + 3_600_000);
    return `convosphere.session=${await mintToken({ sessionId: ctx.actor.sessionId, accountId: ctx.actor.id, expiresAt }, new Date())}`;
  }
}
