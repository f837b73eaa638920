import { processState } from "./process-state.ts";

/** Where the embedded Postgres listens, when the server started one; set before the database is first used. */
export const embeddedUrl = processState("database.embedded", () => ({ current: null as string | null }));
