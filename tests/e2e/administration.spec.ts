import { expect, PASSWORD, test } from "./house.ts";

test("events appear live, in plain words, within two seconds", async ({ page, signedIn, browser }) => {
  await signedIn("admin");
  await page.goto("/admin/events");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const other = await (await browser.newContext()).newPage();
  await other.goto(`${process.env.E2E_URL}/sign-in`);
  await other.getByLabel("E-mail address").fill("nobody@example.org");
  await other.getByLabel("Password", { exact: true }).fill("not-the-password");
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other.getByRole("alert").first()).toBeVisible();
  await expect(
    page
      .getByRole("listitem")
      .filter({ hasText: /refused/i })
      .first(),
  ).toBeVisible({ timeout: 2_000 });
  await other.context().close();
});

test("an invitation is shown once, and its holder becomes what it says", async ({ page, signedIn, browser }) => {
  await signedIn("admin");
  await page.goto("/admin/users");
  const invite = page.getByRole("region", { name: "Invite somebody" });
  await invite.getByLabel("E-mail address").fill("guest.moderator@example.org");
  await invite.getByRole("combobox", { name: "Role" }).selectOption("moderator");
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.getByRole("textbox", { name: "Link for guest.moderator@example.org" }).inputValue();
  expect(link).toMatch(/\/join#cvs_invite_[\w-]+$/);
  await page.reload();
  expect(await page.content()).not.toContain("cvs_invite");
  await expect(page.getByText("guest.moderator@example.org")).toBeVisible();

  const context = await browser.newContext();
  const guest = await context.newPage();
  await guest.goto(link);
  await guest.getByLabel("Name", { exact: true }).fill("Guest Moderator");
  await guest.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await guest.getByRole("button", { name: "Create account" }).click();
  await guest.waitForURL("**/chat");
  expect((await guest.goto(`${process.env.E2E_URL}/moderation`))?.status()).toBe(200);
  expect((await guest.goto(`${process.env.E2E_URL}/admin/events`))?.status()).toBe(404);
  await context.close();
});

test("an invitation is withdrawn, and its link opens nothing any more", async ({ page, signedIn, browser }) => {
  await signedIn("admin");
  await page.goto("/admin/users");
  await page.getByRole("region", { name: "Invite somebody" }).getByLabel("E-mail address").fill("late@example.org");
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.getByRole("textbox", { name: "Link for late@example.org" }).inputValue();
  await page.getByRole("button", { name: "Withdraw the invitation for late@example.org" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw", exact: true }).click();
  await expect(page.getByRole("row", { name: /late@example\.org/ })).toHaveCount(0);

  const context = await browser.newContext();
  const guest = await context.newPage();
  await guest.goto(link);
  await expect(guest.getByText("This link has expired")).toBeVisible();
  await context.close();
});

test("an administrator connects a model, tests it, and its key is shown to nobody", async ({ page, signedIn }) => {
  await signedIn("admin");
  await page.goto("/admin/system");
  await page.getByRole("button", { name: "Test Kind" }).click();
  await expect(page.getByText(/\d+ ms/).first()).toBeVisible();
  await page.getByRole("button", { name: "Test Locked" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  expect(await (await page.request.get("/admin/system")).text()).not.toContain("sk-test-e2e-upstream-key");
});

test("a password change signs out the other devices at their next request", async ({ page, signedIn, browser }) => {
  const person = await signedIn();
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(`${process.env.E2E_URL}/sign-in`);
  await other.getByLabel("E-mail address").fill(person.email);
  await other.getByLabel("Password", { exact: true }).fill(person.password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.waitForURL("**/chat");
  await page.goto("/settings/security");
  await page.getByLabel("Current password").fill(person.password);
  await page.getByLabel("New password").fill("another-sixteen-letters");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("every other device is signed out")).toBeVisible();
  await other.goto(`${process.env.E2E_URL}/chat`);
  await expect(other).toHaveURL(/\/sign-in/);
  await page.goto("/chat");
  await expect(page).toHaveURL(/\/chat$/);
  await context.close();
});
