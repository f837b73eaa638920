import AxeBuilder from "@axe-core/playwright";
import { talks } from "#lib/demo/organisation.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { aDocument } from "#tests/support/a-document.ts";
import { aConversation } from "#tests/support/factories.ts";
import { expect, test } from "./house.ts";

const widths = [1280, 360] as const;
const themes = ["light", "dark"] as const;
const open = ["/sign-in", "/sign-up", "/setup", "/join", "/help", "/help/chatting", "/nowhere"];
const inside = [
  "/chat",
  "/documents",
  "/documents?q=hotel",
  "/settings/profile",
  "/settings/security",
  "/settings/tokens",
  "/moderation",
  "/moderation/quarantine",
  "/admin/events",
  "/admin/users",
  "/admin/users/permissions",
  "/admin/users/import",
  "/admin/rules",
  "/admin/system",
];

async function inspect(page: import("@playwright/test").Page, path: string, width: number, theme: string) {
  await page.setViewportSize({ width, height: width === 360 ? 740 : 800 });
  await page.context().addCookies([{ name: "theme", value: theme, url: process.env.E2E_URL as string }]);
  await page.goto(path);
  await page.waitForLoadState("networkidle").catch(() => {});
  const name = `${path.replace(/[^a-z]+/g, "-").replace(/^-|-$/g, "") || "home"}-${theme}-${width}`;
  await page.screenshot({ path: `test-results/pages/${name}.png` });
  const overflow = await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth);
  expect(overflow, "nothing is wider than the page").toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

/** A document in every state that stays; the id of one that can be read. */
async function everyDocument(owner: PersonCtx): Promise<string> {
  for (const state of ["failed", "quarantined", "destroyed"] as const)
    await aDocument(owner, { name: `${state}-with-a-name-that-is-rather-long-for-a-narrow-window.txt`, state });
  return aDocument(owner, { name: "travel.txt", content: "A hotel may cost up to 120 euros a night." });
}

test.setTimeout(120_000);

for (const theme of themes) {
  for (const width of widths) {
    test(`axe finds nothing on open pages, nothing overflows (${theme}, ${width})`, async ({ page }) => {
      for (const path of open) await inspect(page, path, width, theme);
    });

    test(`axe finds nothing behind the door, nothing overflows (${theme}, ${width})`, async ({ page, signedIn }) => {
      const admin = await signedIn("admin");
      for (const talk of talks) await aConversation(admin, { title: talk.title, texts: [...talk.turns] });
      const { id } = await aConversation(admin, { title: "Teak care", texts: [...(talks[0]?.turns ?? [])] });
      const document = await everyDocument(admin);
      for (const path of [...inside, `/chat/${id}`, `/documents/${document}?passage=0`])
        await inspect(page, path, width, theme);
    });
  }
}

test("server HTML holds no inline style, no inline handler and no remote address", async ({ page, signedIn }) => {
  const admin = await signedIn("admin");
  const { id } = await aConversation(admin, { texts: [...(talks[1]?.turns ?? [])] });
  const document = await everyDocument(admin);
  for (const path of [...open, ...inside, `/chat/${id}`, `/documents/${document}`]) {
    const html = await (await page.request.get(path)).text();
    const markup = html.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, "");
    expect([path, /\sstyle="/.exec(markup)?.[0]]).toEqual([path, undefined]);
    expect([path, /\son[a-z]+="/.exec(markup)?.[0]]).toEqual([path, undefined]);
    expect([path, /(?:src|srcset)="(?:https?:)?\/\//.exec(markup)?.[0]]).toEqual([path, undefined]);
  }
});

test("the theme follows the system until one is chosen, and German is spoken to who asks for it", async ({
  page,
  browser,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/sign-in");
  const dark = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).not.toBe(dark);
  const german = await browser.newContext({ locale: "de-DE" });
  const other = await german.newPage();
  await other.goto(`${process.env.E2E_URL}/sign-in`);
  await expect(other.locator("html")).toHaveAttribute("lang", "de");
  await expect(other.getByRole("button", { name: "Anmelden", exact: true })).toBeVisible();
  await german.close();
});
