import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { sessions } from "#db/schema/sessions.ts";
import { startSession } from "#lib/identity/sessions/start-session.ts";
import { secrets } from "#lib/platform/secrets.ts";
import { chatOn } from "./chat-page.ts";
import { baseURL, expect, test } from "./house.ts";

test("a form that is sent after its access token is over arrives, and nothing flashes", async ({ page, signedIn }) => {
  const guest = await signedIn();
  const session = await startSession({ ...guest, now: new Date() }, guest.actor, { method: "password" });
  const over = await encode({
    token: { sub: session.accountId, sid: session.sessionId },
    secret: secrets().authSecret,
    maxAge: -60,
  });
  const cookie = (name: string, value: string) =>
    ({ name: `convosphere.${name}`, value, url: baseURL(), httpOnly: true, sameSite: "Lax" }) as const;
  await page.context().clearCookies();
  await page.context().addCookies([cookie("session", over), cookie("refresh", session.refreshToken)]);
  await page.goto("/settings/profile");
  const visited: string[] = [];
  page.on("framenavigated", (frame) => visited.push(frame.url()));

  await page.getByLabel("Name", { exact: true }).fill("Robin Renamed");
  // Over once more, now with the form on the screen.
  await page.context().addCookies([cookie("session", over)]);
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByText(/saved|changed/i).first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Robin Renamed");
  expect(visited.filter((url) => url.includes("sign-in"))).toEqual([]);
  const stored = await page.context().cookies();
  expect(stored.find(({ name }) => name === "convosphere.session")?.value).not.toBe(over);
  expect(stored.filter(({ httpOnly }) => !httpOnly).map(({ name }) => name)).not.toContain("convosphere.refresh");
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie);
  expect(kept).not.toContain(session.refreshToken);
});

test("two minutes before the end one is asked, and one click keeps the session", async ({ page, signedIn }) => {
  const guest = await signedIn("admin");
  await page.clock.install();
  const chat = chatOn(page);
  await chat.open();
  await chat.composer.fill("half a thought");
  const asked = page.getByText("Are you still there?");
  await page.clock.runFor(27 * 60_000);
  await expect(asked).toBeHidden();
  await page.clock.runFor(90_000);
  await expect(asked).toBeVisible();
  await expect(page.getByText(/You will be signed out in 1 minute \d+ seconds?/)).toBeVisible();

  const before = new Date(Date.now() - 5 * 60_000);
  await guest.db.update(sessions).set({ lastSeenAt: before }).where(eq(sessions.id, guest.actor.sessionId));
  await page.getByRole("button", { name: "Stay signed in" }).click();
  await expect(asked).toBeHidden();
  await expect(chat.composer).toHaveValue("half a thought");

  await page.clock.runFor(31 * 60_000);
  await expect(page.getByText("You are signed out", { exact: true })).toBeVisible();
  await expect(chat.composer).toHaveValue("half a thought");
});
