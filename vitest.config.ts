import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{app,components,db,lib,scripts}/**/*.test.{ts,tsx}"],
          environment: "node",
          // A machine that is slow or busy is no reason to fail: what must be quick is measured by the bench.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "integration",
          include: ["tests/{integration,retrieval,security,stack}/**/*.test.ts"],
          environment: "node",
          globalSetup: ["tests/support/database.ts"],
          setupFiles: ["tests/support/worker.ts"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
