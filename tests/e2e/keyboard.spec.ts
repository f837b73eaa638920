import { aConversation } from "#tests/support/factories.ts";
import { chatOn } from "./chat-page.ts";
import { expect, PASSWORD, test } from "./house.ts";

test("signing in, finding a conversation and signing out need no mouse", async ({ page, signedIn }) => {
  const person = await signedIn();
  await aConversation(person, { title: "Found by keys" });
  await page.context().clearCookies();
  await page.goto("/sign-in");
  const email = page.getByLabel("E-mail address");
  for (let steps = 0; steps < 12 && !(await email.evaluate((field) => field === document.activeElement)); steps += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type(person.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/chat");
  await chatOn(page).composer.waitFor();
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.type("Found by");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Found by keys");
});

test("whatever has the focus shows it", async ({ page, signedIn }) => {
  await signedIn("admin");
  for (const path of ["/chat", "/settings/security", "/admin/events"]) {
    await page.goto(path);
    for (let steps = 0; steps < 15; steps += 1) {
      await page.keyboard.press("Tab");
      const bare = await page.evaluate(() => {
        const at = document.activeElement as HTMLElement | null;
        if (at === null || at === document.body) return null;
        // A field may show it on the box around it.
        const shown = (of: Element | null): boolean =>
          of !== null && (getComputedStyle(of).outlineStyle !== "none" || getComputedStyle(of).boxShadow !== "none");
        const around = at.closest("label, form, div");
        return shown(at) || shown(around) || shown(at.querySelector(":scope + *")) ? null : at.outerHTML.slice(0, 120);
      });
      expect([path, bare]).toEqual([path, null]);
    }
  }
});
