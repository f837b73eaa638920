import { afterAll, inject } from "vitest";
import { closeDatabase } from "#lib/platform/database.ts";

// Before anything of ours reads the environment.
process.env.DATABASE_URL = inject("databaseUrl");
process.env.DATA_DIR = inject("dataDir");
process.env.LOG_LEVEL = "silent";
process.env.DATABASE_POOL = "20";

afterAll(closeDatabase);
