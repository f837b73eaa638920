import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { uuidv7 } from "uuidv7";
import { permissions } from "#lib/access/policy.ts";
import type { Role } from "#lib/access/schema.ts";
import { mintToken } from "#lib/http/session-token.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { database } from "#lib/platform/database.ts";
import { aConversation, aPerson } from "#tests/support/factories.ts";
import { baseURL, expect, test } from "./house.ts";

type Guest = PersonCtx & { email: string; name: string };

/** A person with a session of their own, signed in by its cookie in `context`. */
async function enter(context: BrowserContext, of: { role?: Role; name: string; minutesAgo?: number }): Promise<Guest> {
  const email = `guest-${uuidv7()}@example.org`;
  const at = new Date(Date.now() - (of.minutesAgo ?? 0) * 60_000);
  const person = await aPerson(database(), { ...of, email, at, address: null });
  const { sessionId, id: accountId } = person.actor;
  const expiresAt = new Date(Date.now() + 3_600_000);
  const value = await mintToken({ sessionId, accountId, expiresAt }, new Date());
  await context.addCookies([
    { name: "convosphere.session", value, url: baseURL(), httpOnly: true, sameSite: "Lax" as const },
  ]);
  return { ...person, email, name: of.name };
}

/** Somebody else, in a browser of their own. */
async function another(browser: Browser, of: { role?: Role; name: string }): Promise<{ guest: Guest; theirs: Page }> {
  const context = await browser.newContext({ baseURL: baseURL() });
  const guest = await enter(context, of);
  return { guest, theirs: await context.newPage() };
}

async function confirm(page: Page, verb: string): Promise<void> {
  const sure = page.getByRole("dialog").getByRole("button", { name: verb, exact: true });
  // A click that comes before the page is alive, on a busy machine, opens nothing.
  await expect(async () => {
    await page.getByRole("button", { name: verb, exact: true }).first().click({ timeout: 2_000 });
    await expect(sure).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await sure.click();
}

async function findByEmail(page: Page, { email, name }: Guest): Promise<void> {
  await page.goto("/admin/users");
  await page.getByLabel("Whole e-mail address").fill(email);
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByText("1–1 of 1")).toBeVisible();
  await page.getByRole("rowheader").getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

const status = async (page: Page, path: string) => (await page.goto(path))?.status();

test("a role that was changed holds at the person's next click", async ({ page, signedIn, browser }) => {
  await signedIn("admin");
  const { guest, theirs } = await another(browser, { name: "Rosa Riser" });
  expect(await status(theirs, "/chat")).toBe(200);
  await findByEmail(page, guest);
  await page.getByLabel("New role").selectOption("moderator");
  await confirm(page, "Change role");
  await expect(page.getByText("The role is changed.")).toBeVisible();
  await theirs.goto("/settings/profile");
  await expect(theirs).toHaveURL(/\/sign-in/);
  await theirs.context().close();
});

test("who is suspended is out at the next click; restoring and the other actions say what they did", async ({
  page,
  signedIn,
  browser,
}) => {
  await signedIn("admin");
  const { guest, theirs } = await another(browser, { name: "Sam Suspended" });
  expect(await status(theirs, "/chat")).toBe(200);
  await findByEmail(page, guest);
  await confirm(page, "Suspend");
  await expect(page.getByText("Suspended; nobody can sign in to this account.")).toBeVisible();
  await theirs.goto("/chat");
  await expect(theirs).toHaveURL(/\/sign-in/);
  await confirm(page, "Restore");
  await expect(page.getByText("Restored; this person can sign in again.")).toBeVisible();
  await confirm(page, "Require a second factor");
  await expect(page.getByText("A second factor is required from the next sign-in on.")).toBeVisible();
  await confirm(page, "Unlock sign-in");
  await expect(page.getByText("Unlocked; the next try is not made to wait.")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await theirs.context().close();
});

test("a sign-in that is too old leads to a new one and back to the person", async ({ page, browser }) => {
  await enter(page.context(), { role: "admin", name: "Stale Admin", minutesAgo: 16 });
  const { guest, theirs } = await another(browser, { name: "Nobody Else" });
  await page.goto(`/admin/users/${guest.actor.id}`);
  await confirm(page, "Suspend");
  const alert = page.getByRole("dialog").getByRole("alert");
  await expect(alert).toContainText("needs a sign-in of the last 15 minutes");
  await expect(alert.getByRole("link", { name: "Sign in again" })).toHaveAttribute(
    "href",
    `/sign-in?again=1&next=${encodeURIComponent(`/admin/users/${guest.actor.id}`)}`,
  );
  expect(await status(theirs, "/chat")).toBe(200);
  await theirs.context().close();
});

test("a list is looked at, confirmed, and its links are saved once", async ({ page, signedIn, browser }) => {
  await signedIn("admin");
  const { guest, theirs } = await another(browser, { name: "Ida Imported" });
  const fresh = `new-${uuidv7()}@example.org`;
  const list = `email,name,role\n${fresh},=cmd()|x,premium\n${guest.email},,premium\nhalf an address,,user\n`;
  await page.goto("/admin/users/import");
  await page
    .getByLabel("CSV file")
    .setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
  await page.getByRole("button", { name: "Look at it" }).click();
  const table = page.getByRole("table");
  await expect(table.getByRole("row").filter({ hasText: fresh })).toContainText("Invited as premium user");
  await expect(table.getByRole("row").filter({ hasText: guest.email })).toContainText("user becomes premium user");
  await expect(table.getByRole("row").filter({ hasText: "half an address" })).toContainText("not a whole e-mail");
  expect(await status(theirs, "/chat"), "nothing has happened yet").toBe(200);

  await confirm(page, "Do it");
  await expect(page.getByText("One person was invited, one role was changed.")).toBeVisible();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the links as CSV" }).click();
  const csv = await readFile(await (await saving).path(), "utf8");
  expect(csv).toContain(`"'=cmd()|x"`);
  const link = /"(http[^"]+\/join#cvs_invite_[\w-]+)"/.exec(csv)?.[1] ?? "";
  await theirs.goto("/chat");
  await expect(theirs).toHaveURL(/\/sign-in/);
  await theirs.goto(link);
  await expect(theirs.getByText("Your role: Premium user")).toBeVisible();
  await page.reload();
  expect(await page.content()).not.toContain("cvs_invite");
  await theirs.context().close();
});

test("a lent permission opens one page for its holder, shows no addresses, and stops when it is ended", async ({
  page,
  signedIn,
  browser,
}) => {
  await signedIn("admin");
  const { guest, theirs } = await another(browser, { name: "Bo Borrower" });
  expect(await status(theirs, "/admin/events")).toBe(404);
  await page.goto("/settings/security");
  const lending = page.getByRole("region", { name: "Lent permissions" });
  await lending.getByLabel("Permission").selectOption("event.list");
  // A refusal takes back nothing that was chosen.
  await lending.getByLabel("For", { exact: true }).selectOption("480");
  await lending.getByLabel("E-mail address of the person").fill("nobody.here@example.org");
  await lending.getByRole("button", { name: "Lend", exact: true }).click();
  await expect(lending.getByRole("alert")).toContainText("no active account");
  await expect(lending.getByLabel("Permission")).toHaveValue("event.list");
  await expect(lending.getByLabel("For", { exact: true })).toHaveValue("480");
  await lending.getByLabel("E-mail address of the person").fill(guest.email);
  await lending.getByRole("button", { name: "Lend", exact: true }).click();
  await expect(lending.getByText("to Bo Borrower")).toBeVisible();

  await theirs.goto("/chat");
  await theirs.getByRole("link", { name: "Administration" }).click();
  await expect(theirs.getByRole("heading", { level: 1, name: "Events" })).toBeVisible();
  const tabs = theirs.getByRole("navigation", { name: "Administration" }).getByRole("link");
  await expect(tabs).toHaveText(["Events"]);
  expect(await theirs.content()).not.toContain("127.0.0.1");
  expect(await status(theirs, "/admin/users")).toBe(404);
  await theirs.goto("/settings/security");
  await expect(theirs.getByRole("region", { name: "Lent permissions" })).toContainText("See events");

  await lending.getByRole("button", { name: "End “See events” for Bo Borrower" }).click();
  await expect(lending.getByText("You lend nothing.")).toBeVisible();
  expect(await status(theirs, "/admin/events")).toBe(404);
  await theirs.context().close();
});

test("conversations of others are read through broken glass only, and their owner sees it", async ({
  page,
  signedIn,
  browser,
}) => {
  await signedIn("admin");
  const { guest, theirs } = await another(browser, { name: "Olga Owner" });
  const { id } = await aConversation(guest, { title: "A quiet plan", texts: ["Where to?", "To the **sea**."] });
  const there = `/admin/users/${guest.actor.id}/conversations`;
  expect(await status(page, `${there}/${id}`)).toBe(404);
  await page.goto(there);
  expect(await page.content()).not.toContain("A quiet plan");
  await page.getByLabel("Reason").fill("The owner is away and asked us to look up the address.");
  await page.getByRole("button", { name: "Break the glass" }).click();
  await page.getByRole("link", { name: "A quiet plan" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "A quiet plan" })).toBeVisible();
  await expect(page.getByText("sea", { exact: true })).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
  expect(violations.map(({ id: rule, nodes }) => [rule, nodes[0]?.html])).toEqual([]);

  await theirs.goto("/settings/security");
  await expect(theirs.getByText(/administrator took leave to read your conversations/)).toBeVisible();
  await page.getByRole("button", { name: "Close the glass" }).first().click();
  await expect.poll(() => status(page, `${there}/${id}`)).toBe(404);
  await theirs.context().close();
});

test("the table of permissions names every permission, and can be read at 360 px", async ({ page, signedIn }) => {
  await signedIn("admin");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/admin/users/permissions");
  const table = page.getByRole("table", { name: "Permissions by role" });
  const groups = 10;
  await expect(table.getByRole("rowheader")).toHaveCount(permissions.length + groups);
  const row = table.getByRole("row").filter({ hasText: "See events" });
  await expect(row.getByRole("cell")).toHaveText(["–no", "–no", "–no", "yes", /can be lent.*API tokens/]);
  const name = row.getByRole("rowheader");
  await name.scrollIntoViewIfNeeded();
  await row.getByRole("cell").last().scrollIntoViewIfNeeded();
  const box = await name.boundingBox();
  expect(box?.x ?? -1, "the name stays in sight").toBeGreaterThanOrEqual(0);
});

test("session lengths are changed, and requiring a factor of one's own role comes with a warning", async ({
  page,
  signedIn,
}) => {
  await signedIn("admin");
  await page.goto("/admin/system");
  const sessions = page.getByRole("region", { name: "Sessions", exact: true });
  const field = sessions.getByLabel("At the same time: Moderator");
  await field.fill("51");
  await sessions.getByRole("button", { name: "Save" }).click();
  await expect(sessions.getByRole("alert")).toContainText("Nothing was saved.");
  await field.fill("3");
  await sessions.getByRole("button", { name: "Save" }).click();
  await expect(sessions.getByText("Saved.")).toBeVisible();
  await field.fill("");
  await sessions.getByRole("button", { name: "Save" }).click();
  await expect(sessions.getByText("Saved.")).toBeVisible();
  const factor = page.getByRole("region", { name: "Second factor" });
  await factor.getByLabel("Administrator").check();
  await expect(factor.getByText("You have no second factor yourself.")).toBeVisible();
  await factor.getByLabel("Administrator").uncheck();
  await expect(factor.getByText("You have no second factor yourself.")).toBeHidden();
});
