import { env } from "#lib/platform/env.ts";
import { log } from "#lib/platform/log.ts";
import { processState } from "#lib/platform/process-state.ts";
import { systemCtx } from "#lib/platform/system-context.ts";
import { emit } from "#lib/security/events/emit.ts";
import { settingsInMemory } from "#lib/settings/queries.ts";
import { createLimiter, type Limiter } from "./limiter.ts";
import { parseLimits } from "./schema.ts";
import { openStore } from "./store.ts";
import { defaultLimits, mergeLimits } from "./table.ts";

/** The limiter of this process: the environment's limits over the defaults, the administrator's over both. */
export function limiter(): Limiter {
  return processState("limiter", () => {
    const fromEnvironment = env().limits === null ? {} : parseLimits(env().limits as string);
    return createLimiter({
      limits: () => mergeLimits(defaultLimits, fromEnvironment, settingsInMemory().limits),
      redis: openStore(env().redis),
      onFallback: (reason) => {
        log().error({ reason }, "the limits' Redis does not answer; this process counts by itself meanwhile");
        emit(systemCtx({ kind: "system", job: "limits" }), "limit.store-lost", { reason }).catch((error: unknown) =>
          log().error({ err: error }, "an event could not be written"),
        );
      },
    });
  });
}
