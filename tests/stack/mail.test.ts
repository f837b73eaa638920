import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { mails } from "#db/schema/sessions.ts";
import { readProfile } from "#lib/identity/queries.ts";
import { tell } from "#lib/identity/tell.ts";
import { enter } from "#tests/support/browserless.ts";
import { type Instance, startInstance } from "#tests/support/instance.ts";
import { startSmtp, textOf } from "#tests/support/smtp.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startMailing(env: Record<string, string>, dataDir?: string) {
  const instance: Instance = await startInstance({
    env: { LOG_LEVEL: "warn", ...env },
    ...(dataDir === undefined ? {} : { dataDir }),
  });
  const house = await enter(instance);
  return { instance, house };
}

test("a mail leaves a running server within seconds of what it tells about", async () => {
  const smtp = await startSmtp();
  closing.push(() => smtp.close());
  const { instance, house } = await startMailing({ SMTP_URL: smtp.url, MAIL_FROM: "ConvoSphere <chat@example.org>" });
  closing.push(
    () => instance.stop(),
    () => house.close(),
  );
  expect(instance.output()).not.toContain("Mails are not sent");
  const { ctx } = await house.person();
  const { email } = await readProfile(house.db, ctx.actor.id);
  const from = performance.now();
  await tell(ctx, ctx.actor.id, "password-changed", {});
  await expect.poll(() => smtp.received.length, { timeout: 30_000, interval: 20 }).toBe(1);
  expect(performance.now() - from).toBeLessThan(8_000);
  expect(smtp.received[0]).toMatchObject({ from: "chat@example.org", to: [email] });
});

test("a server that is killed while the mail server is away loses no mail: the next start sends it", async () => {
  let away = true;
  const smtp = await startSmtp({ refuse: () => away });
  closing.push(() => smtp.close());
  const env = { SMTP_URL: smtp.url, MAIL_FROM: "chat@example.org" };
  const first = await startMailing(env);
  const { ctx } = await first.house.person();
  await tell(ctx, ctx.actor.id, "password-changed", {});
  await first.house.close();
  await first.instance.kill();
  away = false;
  const second = await startMailing(env, first.instance.dataDir);
  closing.push(
    () => second.instance.stop(),
    () => second.house.close(),
  );
  // The one that was killed had leased it or put it off; that time need not be waited for here.
  await second.house.db.update(mails).set({ nextAttemptAt: new Date() });
  await expect.poll(() => smtp.received.length, { timeout: 60_000, interval: 100 }).toBe(1);
  expect(textOf(smtp.received[0]?.raw ?? "")).toMatch(/^http:\/\/\S+\/sign-in\/forgotten\r?$/m);
}, 180_000);

test("without a mail server the console says where mails are written, and there they are", async () => {
  const { instance, house } = await startMailing({});
  closing.push(
    () => instance.stop(),
    () => house.close(),
  );
  const folder = join(instance.dataDir, "mails");
  expect(instance.output()).toContain(`Mails are not sent, only written to ${folder}.`);
  const { ctx } = await house.person();
  await tell(ctx, ctx.actor.id, "password-changed", {});
  const files = () => {
    try {
      return readdirSync(folder).filter((name) => name.endsWith(".eml"));
    } catch {
      return [];
    }
  };
  await expect.poll(() => files().length, { timeout: 20_000 }).toBe(1);
  expect(readFileSync(join(folder, files()[0] as string), "utf8")).toContain("/sign-in/forgotten");
});

test("a start with half of the mail settings stops with a sentence", async () => {
  await expect(startInstance({ env: { SMTP_URL: "smtp://127.0.0.1:25" } })).rejects.toThrow(
    "MAIL_FROM is needed with SMTP_URL",
  );
});
