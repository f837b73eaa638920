import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { startInstance } from "#tests/support/instance.ts";
import { startModelServer } from "#tests/support/model-server.ts";
import { startHeldModel } from "./held-model.ts";
import { LOG_FILE } from "./house.ts";

/** One production server and one model server for the whole run. Limits are raised: they have tests of their own. */
export default async function setup() {
  mkdirSync("test-results", { recursive: true });
  rmSync(LOG_FILE, { force: true });
  writeFileSync(LOG_FILE, "");
  const upstream = await startModelServer();
  const held = await startHeldModel();
  const model = (modelId: string, name: string, url = upstream.url) => ({
    name,
    provider: "openai-compatible",
    modelId,
    baseUrl: `${url}/v1`,
    apiKey: "sk-test-e2e-upstream-key",
    zone: "private",
    contextTokens: 32_000,
  });
  const many = { requests: 100_000, seconds: 60 };
  const instance = await startInstance({
    logFile: LOG_FILE,
    env: {
      LOG_LEVEL: "info",
      LIMITS: JSON.stringify({ default: many, pages: many, login: many, csp_report: many }),
      MODELS: JSON.stringify([
        model("kind-60-20", "Kind"),
        model("kind-400-25", "Long"),
        model("markdown", "Markdown"),
        model("echo", "Echo"),
        model("script-injection", "Hostile"),
        model("mid-close", "Breaking"),
        model("status-401", "Locked"),
        model("held", "Held", held.url),
      ]),
    },
  });
  process.env.E2E_URL = instance.url;
  process.env.E2E_DATA_DIR = instance.dataDir;
  process.env.E2E_HELD_MODEL = held.url;
  process.env.E2E_SETUP_LINK = instance.setupLink ?? "";
  return async () => {
    await instance.stop();
    await upstream.close();
    await held.close();
  };
}
