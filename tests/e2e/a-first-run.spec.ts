import { chatOn } from "./chat-page.ts";
import { expect, PASSWORD, test } from "./house.ts";

// Runs before every other file: the instance is still empty.
test.describe.configure({ mode: "serial" });

const MARKED = "Remember PERIWINKLE-QUESTION for me.";

test("the printed link creates the first administrator, who gets a streamed, cited answer", async ({ page }) => {
  await page.goto(process.env.E2E_SETUP_LINK as string);
  await expect(page.getByRole("heading", { name: "Set up this instance" })).toBeVisible();
  await expect(page, "the token has left the address").not.toHaveURL(/cvs_setup/);
  await expect(page.getByLabel("Name", { exact: true })).toBeVisible();
  await page.reload();
  await page.getByLabel("Name", { exact: true }).fill("Periwinkle Founder");
  await page.getByLabel("E-mail address").fill("periwinkle.founder@example.org");
  await page.getByLabel("Password", { exact: true }).fill("too-short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/chat");

  const chat = chatOn(page);
  await chat.choose("Librarian");
  await chat.say("Who can read my conversations?");
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
  await chat.finished();
  await expect(chat.replies.last()).toContainText("No language model is connected");
  // A citation leads to the place in the help pages that it quotes.
  const citation = page.locator("a[href^='/help/']").first();
  const [path, anchor] = ((await citation.getAttribute("href")) as string).split("#");
  expect((await page.request.get(path as string)).status()).toBe(200);
  expect(await (await page.request.get(path as string)).text()).toContain(`id="${anchor}"`);
  await expect(chat.side.getByRole("link", { name: "Who can read my conversations?" })).toBeVisible();
  await chat.say(MARKED);
  await chat.finished();
});

test("the link works once", async ({ page }) => {
  await page.goto(process.env.E2E_SETUP_LINK as string);
  await expect(page.getByRole("alert").first()).toContainText(/used|already/i);
});

test("who is not signed in is sent to sign in, and afterwards to where they wanted", async ({ page }) => {
  await page.goto("/admin/events?severity=low");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("E-mail address").fill("periwinkle.founder@example.org");
  await page.getByLabel("Password", { exact: true }).fill("wrong-password-here");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue("periwinkle.founder@example.org");
  await expect(page.getByLabel("Password", { exact: true }), "a password is never handed back").toHaveValue("");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/admin\/events\?severity=low/);
});

test("signing in works without JavaScript", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${process.env.E2E_URL}/sign-in`);
  await page.getByLabel("E-mail address").fill("periwinkle.founder@example.org");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/chat$/);
  await context.close();
});
