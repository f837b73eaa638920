import { request as send } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enter } from "#tests/support/browserless.ts";
import { type Instance, startInstance } from "#tests/support/instance.ts";

// What only the whole server can show: that an upload passes its middleware without being held there.

const MiB = 1024 * 1024;
let instance: Instance;
let house: Awaited<ReturnType<typeof enter>>;
let cookie: string;

beforeAll(async () => {
  const many = { requests: 1_000_000, seconds: 60 };
  instance = await startInstance({
    env: { LIMITS: JSON.stringify({ default: many, file_upload: many }), LOG_LEVEL: "warn" },
  });
  house = await enter(instance);
  ({ cookie } = await house.person());
});
afterAll(async () => {
  await house?.close();
  await instance?.stop();
});

/** An upload that is held open as long as the test likes. */
function begin(path: string, headers: Record<string, string> = {}) {
  const request = send(instance.url + path, {
    method: "POST",
    headers: { cookie, origin: instance.url, "sec-fetch-site": "same-origin", ...headers },
  });
  const answer = new Promise<{ status: number; text: string }>((resolve, reject) => {
    request.on("error", reject);
    request.on("response", async (response) => {
      let text = "";
      for await (const part of response) text += part;
      resolve({ status: response.statusCode ?? 0, text });
    });
  });
  return { request, answer };
}

test("ten mebibytes arrive whole, and a byte more is refused", async () => {
  const upload = (bytes: number, name: string) =>
    house.request(`/api/documents?name=${name}`, { method: "POST", cookie, body: Buffer.alloc(bytes, "So it is. ") });
  expect((await upload(10 * MiB, "whole.txt")).status).toBe(201);
  const over = await upload(10 * MiB + 1, "over.txt");
  expect([over.status, ((await over.json()) as { error: string }).error]).toEqual([413, "too-large"]);
});

test("one that does not end is refused as soon as it is too large, not when it ends", async () => {
  const { request, answer } = begin("/api/documents?name=endless.txt");
  let open = true;
  void answer.finally(() => {
    open = false;
  });
  for (let sent = 0; open && sent < 40; sent += 1) {
    request.write(Buffer.alloc(MiB / 2, "So it is. "));
    await wait(20);
  }
  expect(await answer).toMatchObject({ status: 413 });
  request.destroy();
});

test("who may not upload is told so while the body is still on its way", async () => {
  for (const headers of [{ cookie: "" }, { "sec-fetch-site": "cross-site" }]) {
    const { request, answer } = begin("/api/documents?name=a.txt", headers);
    request.write("half");
    expect([401, 403]).toContain((await answer).status);
    request.destroy();
  }
});

test("nowhere else is a body longer than 1 MiB taken in", async () => {
  for (const path of ["/chat", "/api/chat", "/api/documents/states"]) {
    const { request, answer } = begin(path, { "content-length": String(3 * MiB) });
    request.flushHeaders();
    expect([path, (await answer).status]).toEqual([path, 413]);
    request.destroy();
  }
  expect((await house.request("/api/health")).status).toBe(200);
});
