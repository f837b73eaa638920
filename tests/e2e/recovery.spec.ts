import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { startSession } from "#lib/identity/sessions/start-session.ts";
import { baseURL, expect, PASSWORD, test } from "./house.ts";

const NEXT = "eleven quiet mountains";

/** The mails to this address that the instance has written, the oldest first. */
function mailsTo(address: string): string[] {
  const folder = join(process.env.E2E_DATA_DIR as string, "mails");
  let names: string[] = [];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(".eml"));
  } catch {
    // None was written yet.
  }
  return names
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .filter((mail) => mail.includes(`To: ${address}\r\n`));
}

/** Waits for a mail with this subject, and answers its link. */
async function linkIn(address: string, subject: string): Promise<string> {
  const found = () => mailsTo(address).findLast((mail) => mail.includes(`Subject: ${subject}\r\n`));
  await expect.poll(() => found() !== undefined, { message: `a mail “${subject}” to ${address}` }).toBe(true);
  const link = /^(http\S+)\r$/m.exec(found() ?? "")?.[1];
  if (link === undefined) throw new Error("The mail has no link on a line of its own.");
  return link;
}

async function signIn(page: Page, email: string, password: string) {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

test("a forgotten password is replaced through a mail, and the old one opens nothing any more", async ({
  page,
  signedIn,
}) => {
  const { email } = await signedIn();
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Password forgotten?" }).click();
  await expect(page.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status").filter({ hasText: "If there is an account" })).toBeVisible();

  await page.goto(await linkIn(email, "Choose a new password"));
  await expect(page.getByText(`For the account ${email}`)).toBeVisible();
  await expect(page, "the token has left the address").not.toHaveURL(/cvs_reset/);
  await expectAccessible(page);
  await page.getByLabel("New password").fill(NEXT);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  await page.waitForURL("**/chat");

  await page.context().clearCookies();
  await page.goto("/sign-in");
  await signIn(page, email, PASSWORD);
  await expect(page.locator("main").getByRole("alert")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(NEXT);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/chat");
});

test("an address without an account gets the same answer, and no mail", async ({ page }) => {
  const nobody = "nobody-at-all@example.org";
  await page.goto("/sign-in/forgotten");
  await page.getByLabel("E-mail address").fill(nobody);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status").filter({ hasText: "If there is an account" })).toBeVisible();
  await page.waitForTimeout(2_500); // longer than a mail takes
  expect(mailsTo(nobody)).toEqual([]);
});

test("a used link says so", async ({ page, signedIn }) => {
  const { email } = await signedIn();
  await page.goto("/settings/profile");
  await expect(page.getByText("Not confirmed")).toBeVisible();
  await page.getByRole("button", { name: "Send again" }).click();
  const link = await linkIn(email, "Confirm your e-mail address");
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The address is confirmed." })).toBeVisible();
  await page.goto("/settings/profile");
  await expect(page.getByText("Confirmed", { exact: true })).toBeVisible();
  await page.goto(link);
  await expect(page.locator("main").getByRole("alert")).toContainText("has been used");
});

test("another e-mail address holds once its link is confirmed, and both addresses are told", async ({
  page,
  signedIn,
}) => {
  const { email } = await signedIn();
  const next = email.replace("user-", "moved-");
  await page.goto("/settings/profile");
  await page.getByLabel("New e-mail address").fill(next);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Nothing has changed yet" })).toBeVisible();
  await linkIn(email, "Another e-mail address was asked for");
  await page.goto(await linkIn(next, "Confirm your new e-mail address"));
  await expect(page.getByText(next)).toBeVisible();
  await page.getByRole("button", { name: "Use this address" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The address is changed." })).toBeVisible();
  for (const address of [email, next]) await linkIn(address, "The e-mail address was changed");
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await signIn(page, next, PASSWORD);
  await page.waitForURL("**/chat");
});

test("“This wasn’t me” ends every session; the old password asks for a new one here, and opens nothing elsewhere", async ({
  page,
  signedIn,
  browser,
}) => {
  const person = await signedIn();
  // Through the form, so that the account knows this browser.
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await signIn(page, person.email, PASSWORD);
  await page.waitForURL("**/chat");
  // Somebody else, in a browser that is new to the account.
  const elsewhere = {
    ...person,
    actor: { kind: "anonymous" as const },
    now: new Date(),
    address: "198.51.100.23",
    device: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0",
  };
  await startSession(elsewhere, { id: person.actor.id, role: "user" }, { method: "password" });
  await linkIn(person.email, "New sign-in to your account");
  await page.goto("/settings/security");
  const line = page
    .getByRole("list", { name: "Recent activity, newest first" })
    .getByRole("listitem")
    .filter({ hasText: "Sign-in from a new device" })
    .filter({ hasText: "198.51.100.23" });
  await expect(line).toContainText("Firefox on Windows");
  await expectAccessible(page);
  await line.getByRole("button", { name: /This wasn’t me/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End every session" }).click();
  await page.waitForURL(/\/sign-in\?reported=1/);
  await expect(page.getByRole("status").filter({ hasText: "Every session has ended." })).toBeVisible();
  await linkIn(person.email, "All your sessions have ended");
  const names = (await page.context().cookies(baseURL())).map(({ name }) => name);
  expect(names).not.toContain("convosphere.session");
  await signIn(page, person.email, PASSWORD);
  await page.waitForURL("**/sign-in/password");
  const thiefs = await (await browser.newContext()).newPage();
  await thiefs.goto(`${baseURL()}/sign-in`);
  await signIn(thiefs, person.email, PASSWORD);
  await expect(thiefs.locator("main").getByRole("alert")).toContainText("Password forgotten?");
  await thiefs.context().close();
});

test("a forgotten password can be asked for without JavaScript", async ({ browser, signedIn }) => {
  const { email } = await signedIn();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${baseURL()}/sign-in/forgotten`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("If there is an account with this address")).toBeVisible();
  const link = await linkIn(email, "Choose a new password");
  await page.goto(link);
  await page.getByLabel("Code of the link").fill(link.split("#")[1] as string);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("New password").fill(NEXT);
  await page.getByRole("button", { name: "Save and sign in" }).click();
  // Without script nothing takes the spent token out of the address.
  await expect(page).toHaveURL(/\/chat(#|$)/);
  await context.close();
});
