import type { Page } from "@playwright/test";
import { driver } from "#lib/platform/database.ts";
import { corpus, hostileMarkdown } from "#tests/fixtures/text/corpora.ts";
import { aConversation } from "#tests/support/factories.ts";
import { chatOn } from "./chat-page.ts";
import { expect, test } from "./house.ts";

// Pictures of thousands of elements before and after each step would cost more than the steps.
test.use({ trace: "off" });

const payloads = corpus("owasp-xss-filter-evasion.payloads");
const naughty = corpus("blns");
const ours = hostileMarkdown();
/** What tries to get out of the renderer stands alone; the rest would be a page of its own each. */
const alone = [...ours, ...payloads];
const together = batches(
  naughty.filter((text) => text.trim() !== ""),
  1_500,
);
const skipped = "CORPORA_DIR names no folder with the public corpora";

/** Entries in as few texts as hold them; a rule between them ends every block of Markdown but raw HTML. */
function batches(entries: readonly string[], most: number): string[] {
  const texts: string[] = [];
  for (const entry of entries) {
    const last = texts.at(-1);
    if (last === undefined || last.length + entry.length > most) texts.push(entry);
    else texts[texts.length - 1] = `${last}\n\n---\n\n${entry}`;
  }
  return texts;
}

/** From now on, whatever the browser stops or asks is a complaint, also where its console keeps silent. */
async function listen(page: Page, complaints: string[]): Promise<void> {
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => complaints.push(`window: ${popup.url()}`));
  page.on("framenavigated", (frame) => {
    if (frame !== page.mainFrame()) complaints.push(`frame: ${frame.url()}`);
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      console.error(`policy: ${effectiveDirective} ${blockedURI}`),
    );
  });
}

/** What of the page could act, load or lead somewhere a page of ours would not. */
function suspects(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name) || name === "srcdoc") found.push(`${element.tagName} ${name}`);
        if (name === "style" && element.closest("article")) found.push(`${element.tagName} style=${value}`);
      }
    }
    const never = "iframe, frame, object, embed, applet, base, marquee, video, audio, portal, meta[http-equiv=refresh]";
    for (const element of document.querySelectorAll(never)) found.push(element.outerHTML.slice(0, 100));
    const content = "img, picture, script, style, link, meta, form, input, foreignObject, animate, use[href^=h]";
    for (const element of document.querySelectorAll(`[role=log] :is(${content})`))
      if (!element.matches("input[type=checkbox][disabled]")) found.push(element.outerHTML.slice(0, 100));
    for (const anchor of document.querySelectorAll<HTMLAnchorElement | SVGAElement>("a[href]")) {
      const url = new URL(anchor.getAttribute("href") ?? "", location.href);
      if (!["http:", "https:", "mailto:"].includes(url.protocol)) found.push(`link to ${url.href.slice(0, 100)}`);
      if (url.origin === location.origin && url.pathname.startsWith("/api")) found.push(`link to ${url.pathname}`);
      if (url.origin !== location.origin && !/noopener.*noreferrer/.test(anchor.getAttribute("rel") ?? ""))
        found.push(`open link to ${url.href.slice(0, 100)}`);
    }
    if ("__owned" in window) found.push("a script of the text has run");
    return found;
  });
}

test.beforeEach(async ({ page, complaints }) => listen(page, complaints));

test.afterEach("the server has heard of no breach of the policy", async () => {
  const reports = await driver()`select id from security_events where name = 'csp.violated'`;
  expect(reports).toHaveLength(0);
});

test("nothing of a hostile text runs, loads or leads astray while a model repeats it word by word", async ({
  page,
  signedIn,
}) => {
  test.skip(payloads.length === 0, skipped);
  const guest = await signedIn();
  const { id } = await aConversation(guest, { title: "Repeat after me", texts: [], modelId: "env:echo" });
  const chat = chatOn(page);
  await chat.open(id);
  const texts = batches([...ours, ...payloads, ...together], 9_900);
  for (const [at, text] of texts.entries()) {
    await chat.say(text);
    await expect(chat.replies.nth(at)).toBeAttached();
    await chat.finished();
    await expect(chat.replies.nth(at)).not.toContainText("try again");
    expect(await suspects(page)).toEqual([]);
  }
});

test("nothing of a hostile text runs, loads or leads astray in a stored conversation, each text on its own", async ({
  page,
  signedIn,
}) => {
  test.skip(payloads.length === 0, skipped);
  const guest = await signedIn();
  const texts = [...together, ...alone].flatMap((text) => [text, text]);
  const { id } = await aConversation(guest, {
    title: "Everything at once",
    texts: ["The first of all", "Yes", ...texts],
  });
  const chat = chatOn(page);
  await chat.open(id);
  await chat.log.hover();
  const first = chat.log.getByText("The first of all");
  await expect(async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      await page.mouse.wheel(0, -2_500);
      expect(await suspects(page)).toEqual([]);
    }
    await expect(first).toBeInViewport({ timeout: 1 });
  }).toPass({ intervals: [0], timeout: 40_000 });
});

test("nothing of a hostile text runs, loads or leads astray as a title: in the list, the palette, the heading, a question", async ({
  page,
  signedIn,
}) => {
  test.skip(payloads.length === 0, skipped);
  const guest = await signedIn();
  const titles = [...ours, ...payloads, ...naughty].filter((text) => text.trim() !== "");
  // One after the other: the list is read in pages by the time of the last activity.
  for (const [at, title] of titles.entries()) {
    const now = new Date(guest.now.getTime() - at);
    await aConversation({ ...guest, now }, { title, texts: [] });
  }
  const crowded = batches(titles, 4_000);
  const ids: string[] = [];
  for (const title of crowded) ids.push((await aConversation(guest, { title, texts: ["x", "y"] })).id);
  const chat = chatOn(page);
  for (const id of ids) {
    await chat.open(id);
    expect(await suspects(page)).toEqual([]);
  }
  const older = chat.side.getByRole("button", { name: "Show older ones" });
  const lines = chat.side.getByRole("listitem");
  while (await older.isVisible()) {
    const known = await lines.count();
    await older.click();
    await expect.poll(() => lines.count()).toBeGreaterThan(known);
  }
  await expect(lines).toHaveCount(titles.length + crowded.length);
  expect(await suspects(page)).toEqual([]);
  await page.keyboard.press("Control+K");
  await expect(page.getByRole("option").nth(titles.length)).toBeAttached();
  expect(await suspects(page)).toEqual([]);
  await page.keyboard.press("Escape");

  const text = "<img src=x onerror=alert(1)>\"'><script>alert(1)</script>";
  await page
    .getByRole("main")
    .getByRole("button", { name: /^More for/ })
    .click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill(text);
  await page.keyboard.press("Enter");
  await expect(chat.title).toHaveText(text);
  await expect(page).toHaveTitle(`${text} · ConvoSphere`);
  await chat.act(text, "Delete …");
  await expect(page.getByRole("dialog")).toContainText(text);
  expect(await suspects(page)).toEqual([]);
});

test("a model that injects scripts, pictures and frames gets text on the page and nothing else", async ({
  page,
  signedIn,
}) => {
  await signedIn();
  const chat = chatOn(page);
  await chat.open();
  await chat.choose("Hostile");
  await chat.say("What can you do?");
  await chat.finished();
  await expect(chat.replies).toContainText("<script>window.__owned = true</script>");
  await expect(chat.replies).toContainText("[click](javascript:window.__owned=true)");
  await expect(chat.replies.getByRole("link")).toHaveCount(0);
  expect(await suspects(page)).toEqual([]);
  await page.reload();
  await expect(chat.replies).toContainText("<iframe srcdoc=");
  expect(await suspects(page)).toEqual([]);
});
