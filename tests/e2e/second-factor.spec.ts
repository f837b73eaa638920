import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { accounts } from "#db/schema/accounts.ts";
import { totpFactors } from "#db/schema/factors.ts";
import { settings } from "#db/schema/instance.ts";
import { database } from "#lib/platform/database.ts";
import { expect, test } from "./house.ts";

const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

/** Narrow and wide, light and dark: nothing sticks out, and axe finds nothing. */
async function looksRight(page: Page): Promise<void> {
  for (const [width, theme] of [
    [360, "dark"],
    [1280, "light"],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate((value) => document.documentElement.setAttribute("data-theme", value), theme);
    const overflow = await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth);
    expect(overflow, "nothing is wider than the page").toBeLessThanOrEqual(0);
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
}

/** The secret that the page shows for typing. */
async function shownSecret(page: Page): Promise<string> {
  const secret = await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{4}){7}$/).textContent();
  return (secret ?? "").replace(/\s/g, "");
}

/** Codes work once and a new one comes every thirty seconds: forgets the last one instead of waiting for that. */
async function forgetLastCode(accountId: string): Promise<void> {
  await database().update(totpFactors).set({ lastStep: null }).where(eq(totpFactors.accountId, accountId));
}

async function enterPassword(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Somebody who has just set up an app in the settings; signed out again. */
async function withApp(
  page: Page,
  signedIn: () => Promise<{ actor: { id: string }; email: string; password: string }>,
) {
  const person = await signedIn();
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const secret = await shownSecret(page);
  await page.getByLabel("Code from the app").fill(codeOf(secret));
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const recoveryCodes = await codes.allTextContents();
  await forgetLastCode(person.actor.id);
  await page.context().clearCookies();
  return { ...person, secret, recoveryCodes };
}

test("an app that was set up in the settings is asked for at the next sign-in, and its codes work with spaces", async ({
  page,
  signedIn,
}) => {
  const person = await withApp(page, signedIn);
  await enterPassword(page, person);
  await expect(page).toHaveURL(/\/sign-in\/factor$/);
  await page.goto("/chat");
  await expect(page, "the password alone opens nothing").toHaveURL(/\/sign-in\?next=/);
  await page.goto("/sign-in/factor");
  await looksRight(page);
  const wrong = String((Number(codeOf(person.secret)) + 1) % 1_000_000).padStart(6, "0");
  await page.getByLabel("Code from the app").fill(wrong);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").first()).toContainText("not right");
  const code = codeOf(person.secret);
  await page.getByLabel("Code from the app").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/chat");
});

test("a recovery code gets in once", async ({ page, signedIn }) => {
  const person = await withApp(page, signedIn);
  const [code = "", other = ""] = person.recoveryCodes;
  const useCode = async (typed: string) => {
    await enterPassword(page, person);
    await page.getByRole("link", { name: "Use a recovery code instead" }).click();
    await page.getByLabel("Recovery code").fill(typed);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  await useCode(code);
  await page.waitForURL("**/chat");
  await page.goto("/settings/security");
  await expect(page.getByText("9 left")).toBeVisible();
  await page.context().clearCookies();
  await useCode(code);
  await expect(page.getByRole("alert").first()).toContainText("used already");
  await page.getByLabel("Recovery code").fill(other.toUpperCase().replaceAll("-", ""));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/chat");
});

test("the app can be removed again, after a question", async ({ page, signedIn }) => {
  const person = await withApp(page, signedIn);
  await enterPassword(page, person);
  await page.getByLabel("Code from the app").fill(codeOf(person.secret));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/chat");
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Remove the authenticator app" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByText("The app is removed")).toBeVisible();
  await expect(page.getByRole("button", { name: "Set up an authenticator app" })).toBeVisible();
});

test("the steps of a sign-in work without JavaScript", async ({ page, signedIn, browser }) => {
  const person = await withApp(page, signedIn);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: process.env.E2E_URL as string });
  const plain = await context.newPage();
  await enterPassword(plain, person);
  await plain.getByLabel("Code from the app").fill(codeOf(person.secret));
  await plain.getByRole("button", { name: "Sign in" }).click();
  await expect(plain).toHaveURL(/\/chat$/);
  await context.close();
});

test.describe("a role that needs a second factor", () => {
  test.describe.configure({ mode: "serial" });
  let before: unknown;

  test.beforeAll(async () => {
    const [row] = await database().select().from(settings).where(eq(settings.key, "factorRoles"));
    before = row?.value ?? [];
    await setRoles(["premium"]);
  });
  test.afterAll(() => setRoles(before));

  async function setRoles(value: unknown): Promise<void> {
    const row = { key: "factorRoles", value, changedAt: new Date() };
    await database().insert(settings).values(row).onConflictDoUpdate({ target: settings.key, set: row });
    // Running servers follow within two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
  }

  test("is led through adding one, and reaches nothing before", async ({ page, signedIn }) => {
    const person = await signedIn("premium");
    await page.context().clearCookies();
    // A setting that was changed elsewhere is read by the request after the one that finds it old.
    await page.goto("/sign-in");
    await page.waitForTimeout(500);
    await enterPassword(page, person);
    await expect(page).toHaveURL(/\/sign-in\/enrol$/);
    for (const path of ["/chat", "/settings/security"]) {
      await page.goto(path);
      await expect(page).toHaveURL(/\/sign-in\?next=/);
    }
    await page.goto("/sign-in/enrol");
    await page.getByRole("button", { name: "Set up an authenticator app" }).click();
    const secret = await shownSecret(page);
    await looksRight(page);
    await page.getByLabel("Code from the app").fill(codeOf(secret));
    await page.getByRole("button", { name: "Confirm", exact: true }).click();
    const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
    await expect(codes).toHaveCount(10);
    await page.goto("/chat");
    await expect(page, "the codes have to be seen first").toHaveURL(/\/sign-in\?next=/);
    await page.goto("/sign-in/enrol");
    await page.getByRole("button", { name: "Make new ones" }).click();
    await expect(codes).toHaveCount(10);
    await looksRight(page);
    await page.getByRole("button", { name: "I have kept them" }).click();
    await page.waitForURL("**/chat");
    await page.goto("/settings/security");
    await page.getByRole("button", { name: "Remove the authenticator app" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    await expect(page.getByRole("alert").first()).toContainText("this is the last one");
  });
});

test("a password that may not be used any longer is replaced on the way in, and its strength shows while typing", async ({
  page,
  signedIn,
}) => {
  const person = await signedIn();
  await page.context().clearCookies();
  await enterPassword(page, person);
  await page.waitForURL("**/chat");
  // The browser stays known.
  await page.context().clearCookies({ name: /session|refresh/ });
  await database().update(accounts).set({ mustChangePassword: true }).where(eq(accounts.id, person.actor.id));
  await enterPassword(page, person);
  await expect(page).toHaveURL(/\/sign-in\/password$/);
  const field = page.getByLabel("New password");
  const submit = page.getByRole("button", { name: "Save and sign in" });
  const place = await submit.boundingBox();
  await field.pressSequentially("tundra");
  await expect(page.getByText("6 more characters")).toBeVisible();
  await field.fill("qwerty1234567");
  await expect(page.getByText(/^(Very weak|Weak)\./)).toBeVisible();
  await looksRight(page);
  expect(await submit.boundingBox(), "nothing moves").toEqual(place);
  await field.fill("tundra kettle violet nine");
  await expect(page.getByText("Very strong.")).toBeVisible();
  expect(await submit.boundingBox(), "nothing moves").toEqual(place);
  await field.fill(person.password);
  await submit.click();
  await expect(page.getByRole("alert").first()).toContainText("the password you have now");
  await field.fill("tundra kettle violet nine");
  await submit.click();
  await page.waitForURL("**/chat");
});

test("the steps lead back to the sign-in when none has begun", async ({ page }) => {
  for (const step of ["factor", "enrol", "password"]) {
    await page.goto(`/sign-in/${step}`);
    await expect(page).toHaveURL(/\/sign-in$/);
  }
});

test("what weighs half a megabyte is not loaded before somebody chooses a password", async ({ page, signedIn }) => {
  await signedIn();
  const bodies: string[] = [];
  page.on("response", async (response) => {
    if (response.url().endsWith(".js")) bodies.push(await response.text().catch(() => ""));
  });
  const hasList = () => bodies.some((body) => body.includes("passwords-common"));
  await page.goto("/settings/security");
  await page.waitForLoadState("networkidle");
  expect(hasList()).toBe(false);
  await page.getByLabel("New password").focus();
  await expect.poll(hasList).toBe(true);
});
