import type { Page } from "@playwright/test";
import { aConversation } from "#tests/support/factories.ts";
import { chatOn } from "./chat-page.ts";
import { expect, test } from "./house.ts";

const ONE = /\/chat\/[0-9a-f-]{36}$/;

/** Does something and waits for the server's answer: the page shows it before. */
async function stored(page: Page, work: () => Promise<void>): Promise<void> {
  const answered = page.waitForResponse((response) => response.request().method() === "POST" && response.ok());
  await work();
  await answered;
}

test("a new conversation gets its address and its title in the side bar without a reload, and the browser's back and forward lead through it", async ({
  page,
  signedIn,
}) => {
  const guest = await signedIn();
  const older = await aConversation(guest, { title: "Older talk", texts: ["What was it?", "It was this."] });
  const chat = chatOn(page);
  await chat.open(older.id);
  await page.evaluate(() => Object.assign(window, { stillHere: true }));
  await chat.side.getByRole("link", { name: "New chat" }).click();
  await expect(page).toHaveURL(/\/chat$/);
  await expect(chat.questions).toHaveCount(0);
  await chat.choose("Kind");
  await chat.say("Which rivers are long?");
  await expect(page).toHaveURL(ONE);
  await expect(chat.lineOf("Which rivers are long?")).toHaveAttribute("aria-current", "page");
  await expect(page).toHaveTitle(/Which rivers are long\?/);
  await chat.finished();
  expect(await page.evaluate(() => "stillHere" in window), "the page was never loaded anew").toBe(true);

  await page.goBack();
  await expect(page).toHaveURL(new RegExp(older.id));
  await expect(chat.log).toContainText("It was this.");
  await expect(chat.lineOf("Older talk")).toHaveAttribute("aria-current", "page");
  await page.goForward();
  await expect(page).toHaveURL(ONE);
  await expect(page).not.toHaveURL(new RegExp(older.id));
  await expect(chat.log).toContainText("Which rivers are long?");
  await expect(chat.replies).toHaveCount(1);
});

test("a conversation is renamed in its place, and the name stays", async ({ page, signedIn }) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, { title: "First name" });
  const chat = chatOn(page);
  await chat.open(id);
  await chat.act("First name", "Rename");
  await page.getByRole("textbox", { name: "Title" }).fill("  A better\tname ");
  await stored(page, () => page.keyboard.press("Enter"));
  await expect(chat.lineOf("A better name")).toBeFocused();
  await expect(chat.title).toHaveText("A better name");
  await expect(page).toHaveTitle(/^A better name/);

  await chat.act("A better name", "Rename");
  await page.getByRole("textbox", { name: "Title" }).fill("Not this");
  await page.keyboard.press("Escape");
  await expect(chat.lineOf("A better name")).toBeVisible();
  await page.reload();
  await expect(chat.lineOf("A better name")).toBeVisible();
  await expect(chat.title).toHaveText("A better name");
});

test("a pinned conversation stands above the others until it is unpinned", async ({ page, signedIn }) => {
  const guest = await signedIn();
  await aConversation(guest, { title: "Keep me near" });
  await aConversation(guest, { title: "Passing" });
  const chat = chatOn(page);
  await chat.open();
  const pinned = chat.side.getByRole("region", { name: "Pinned" });
  await expect(chat.lineOf("Keep me near")).toBeVisible();
  await expect(pinned).toHaveCount(0);
  await stored(page, () => chat.act("Keep me near", "Pin"));
  await expect(pinned.getByRole("link")).toHaveText(["Keep me near"]);
  await page.reload();
  await expect(pinned.getByRole("link")).toHaveText(["Keep me near"]);
  await expect(chat.side.getByRole("region", { name: "Today" }).getByRole("link")).toHaveText(["Passing"]);
  await chat.act("Keep me near", "Unpin");
  await expect(pinned).toHaveCount(0);
});

test("an archived conversation leaves the list, is found in the archive, and can be taken out", async ({
  page,
  signedIn,
}) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, { title: "Put away" });
  await aConversation(guest, { title: "Stays" });
  const chat = chatOn(page);
  await chat.open();
  await stored(page, () => chat.act("Put away", "Archive"));
  await expect(chat.lineOf("Put away")).toHaveCount(0);
  await expect(chat.lineOf("Stays")).toBeVisible();
  await page.reload();
  await expect(chat.lineOf("Stays")).toBeVisible();
  await expect(chat.lineOf("Put away")).toHaveCount(0);

  await chat.side.getByRole("button", { name: "Archive", exact: true }).click();
  await expect(chat.lineOf("Stays")).toHaveCount(0);
  await chat.lineOf("Put away").click();
  await expect(page).toHaveURL(new RegExp(id));
  await expect(page.getByRole("main").getByText("Archived", { exact: true })).toBeVisible();
  await chat.act("Put away", "Take out of the archive");
  await expect(chat.lineOf("Put away")).toHaveCount(0);
  await chat.side.getByRole("button", { name: "Back to all conversations" }).click();
  await expect(chat.lineOf("Put away")).toBeVisible();
});

test("a conversation is deleted only after a question, and its address is a page that is not there", async ({
  page,
  signedIn,
}) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, { title: "Short-lived" });
  const chat = chatOn(page);
  await chat.open(id);
  const question = page.getByRole("dialog", { name: "Delete “Short-lived”?" });
  await chat.act("Short-lived", "Delete …");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toHaveCount(0);
  await expect(chat.lineOf("Short-lived")).toBeVisible();

  await chat.act("Short-lived", "Delete …");
  await question.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page).toHaveURL(/\/chat$/);
  await expect(chat.lineOf("Short-lived")).toHaveCount(0);
  const answer = await page.goto(`/chat/${id}`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "This conversation is not here" })).toBeVisible();
});
