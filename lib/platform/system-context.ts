import { uuidv7 } from "uuidv7";
import type { Actor, Ctx } from "./context.ts";
import { database } from "./database.ts";

/** The context of work that no request asked for: jobs, start-up, the operator's commands. */
export function systemCtx(actor: Extract<Actor, { kind: "system" | "operator" }>): Ctx {
  return { actor, db: database(), now: new Date(), requestId: uuidv7(), address: null, device: null };
}
