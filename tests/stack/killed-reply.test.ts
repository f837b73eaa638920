import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { MessageWindow } from "#lib/chat/schema.ts";
import { enter } from "#tests/support/browserless.ts";
import { startInstance } from "#tests/support/instance.ts";
import { startModelServer } from "#tests/support/model-server.ts";

let upstream: Awaited<ReturnType<typeof startModelServer>>;
const dataDir = mkdtempSync(join(tmpdir(), "convosphere-killed-"));
beforeAll(async () => {
  upstream = await startModelServer();
});
afterAll(async () => {
  await upstream.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const environment = () => {
  const model = { name: "Slow", provider: "openai-compatible", modelId: "kind-2000-20", zone: "private" };
  const models = [{ ...model, baseUrl: `${upstream.url}/v1`, contextTokens: 32_000 }];
  return { MODELS: JSON.stringify(models), LOG_LEVEL: "warn" };
};

test("kill -9 in the middle of a reply loses no accepted message, and keeps what was saved of the reply", async () => {
  const before = await startInstance({ dataDir, env: environment() });
  const house = await enter(before);
  const { cookie } = await house.person();
  const response = await house.request("/api/chat", {
    method: "POST",
    cookie,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      kind: "send",
      conversationId: null,
      parentId: null,
      text: "Do not lose me",
      modelId: "env:slow",
    }),
  });
  expect(response.status).toBe(200);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const first = new TextDecoder().decode((await reader.read()).value);
  const conversationId = /"conversationId":"([0-9a-f-]{36})"/.exec(first)?.[1];
  // Longer than the two seconds after which what came is saved for the first time.
  for (const until = Date.now() + 3_000; Date.now() < until; ) await reader.read();
  await house.close();
  await before.kill();
  await reader.cancel().catch(() => {});

  const after = await startInstance({ dataDir, env: environment() });
  try {
    const again = await enter(after);
    const read = async () => {
      const answer = await again.request(`/api/chat/${conversationId}/messages`, { cookie });
      return ((await answer.json()) as MessageWindow).messages;
    };
    const [question] = await read();
    expect(question?.parts).toEqual([{ type: "text", text: "Do not lose me" }]);
    await vi.waitFor(async () => expect((await read())[1]?.state).toBe("interrupted"), {
      timeout: 60_000,
      interval: 500,
    });
    const [part] = (await read())[1]?.parts ?? [];
    expect(part?.type === "text" ? part.text.split(" ").length : 0).toBeGreaterThan(20);
    await again.close();
  } finally {
    await after.stop();
  }
}, 180_000);
