import { spawn } from "node:child_process";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { securityEvents } from "#db/schema/events.ts";
import { enter } from "#tests/support/browserless.ts";
import { type Instance, startInstance } from "#tests/support/instance.ts";

let instance: Instance;
let house: Awaited<ReturnType<typeof enter>>;
beforeAll(async () => {
  instance = await startInstance({ args: ["--demo"], env: { LOG_LEVEL: "warn" } });
  house = await enter(instance);
});
afterAll(async () => {
  await house?.close();
  await instance?.stop();
});

/** Runs one command of `npm run operator` on the instance, as its operator would. */
function operator(words: string[], input = ""): Promise<{ code: number | null; said: string }> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, NODE_ENV: "production" as const, DATA_DIR: instance.dataDir };
  const child = spawn(process.execPath, ["scripts/operator.ts", ...words], { env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.end(input);
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
}

const eventsOf = (name: string) =>
  house.db.select().from(securityEvents).where(eq(securityEvents.name, name)).orderBy(securityEvents.seq);

test("--demo fills an empty instance with people of every role and a month of events, and shows the passwords once", async () => {
  const people = [...instance.output().matchAll(/^\s+(user|premium|moderator|admin)\s+(\S+@\S+)\s+(\S{20,})$/gm)];
  expect(new Set(people.map(([, role]) => role))).toEqual(new Set(["user", "premium", "moderator", "admin"]));
  const events = await house.db.select({ at: securityEvents.at }).from(securityEvents);
  const first = Math.min(...events.map((event) => event.at.getTime()));
  expect(Date.now() - first).toBeGreaterThan(28 * 86_400_000);
  // What is shown is what lets one in.
  const [, , email = "", password = ""] = people[0] ?? [];
  const csrf = await house.request("/api/auth/csrf");
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookie = csrf.headers.getSetCookie().map((line) => line.split(";")[0]);
  const signedIn = await house.request("/api/auth/callback/credentials", {
    method: "POST",
    cookie: cookie.join("; "),
    body: new URLSearchParams({ email, password, csrfToken }),
  });
  expect(signedIn.headers.getSetCookie().some((line) => line.startsWith("convosphere.session="))).toBe(true);
});

test("--demo refuses an instance that has people", async () => {
  const { dataDir } = instance;
  await house.close();
  await instance.kill();
  await expect(startInstance({ args: ["--demo"], dataDir })).rejects.toThrow("--demo fills an empty instance only");
  instance = await startInstance({ dataDir, env: { LOG_LEVEL: "warn" } });
  house = await enter(instance);
});

test("a person of any role is made from the shell while the server runs, and it is an event by the operator", async () => {
  const words = ["create-person", "--email", "shell@example.org", "--name", "From the Shell", "--role", "moderator"];
  const made = await operator([...words, "--password-stdin"], "sixteen-characters-or-more\n");
  expect(made).toMatchObject({ code: 0, said: expect.stringContaining("Created shell@example.org (moderator)") });
  expect(made.said).not.toContain("sixteen-characters");
  expect(await operator(words)).toMatchObject({ code: 1, said: expect.stringContaining("account with this address") });
  expect((await eventsOf("account.created")).at(-1)).toMatchObject({
    actorKind: "operator",
    data: { role: "moderator" },
  });
});

test("suspending ends the sessions at their next request; restoring lets in again", async () => {
  const { ctx, cookie } = await house.person();
  const { readProfile } = await import("#lib/identity/queries.ts");
  const { email } = await readProfile(house.db, ctx.actor.id);
  const status = async () => (await house.request("/chat", { cookie })).status;
  expect(await status()).toBe(200);
  expect((await operator(["suspend", "--email", email])).said).toContain("ended 1 session");
  expect(await status()).toBe(307);
  expect((await operator(["restore", "--email", email])).code).toBe(0);
  expect(await status()).toBe(307);
  expect((await eventsOf("account.suspended")).at(-1)?.actorKind).toBe("operator");
});

test("a limit set at the shell holds in the running server within two seconds", async () => {
  const { cookie } = await house.person();
  expect((await operator(["set-limit", "--bucket", "pages", "--requests", "3", "--seconds", "60"])).code).toBe(0);
  await expect
    .poll(async () => (await house.request("/chat", { cookie })).status, { timeout: 30_000, interval: 300 })
    .toBe(429);
  const refused = await house.request("/chat", { cookie, headers: { accept: "text/html" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.headers.get("ratelimit-limit")).toBe("3");
  expect(await refused.text()).toContain("a little too fast");
  expect((await operator(["set-limit", "--bucket", "nonsense", "--requests", "3", "--seconds", "60"])).code).toBe(1);
});
