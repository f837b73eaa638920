import { eq } from "drizzle-orm";
import { sessions } from "#db/schema/sessions.ts";
import { aConversation } from "#tests/support/factories.ts";
import { chatOn } from "./chat-page.ts";
import { expect, test } from "./house.ts";

const DRAFT = "A long thought,\nnot yet finished";

test("a draft survives a reload, stays with its conversation, and is gone once it is sent", async ({
  page,
  signedIn,
}) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, { title: "With a draft", modelId: "env:kind" });
  const chat = chatOn(page);
  await chat.open(id);
  await chat.composer.fill(DRAFT);
  await page.reload();
  await expect(chat.composer).toHaveValue(DRAFT);
  await chat.side.getByRole("link", { name: "New chat" }).click();
  await expect(chat.composer, "another conversation has its own").toHaveValue("");
  await chat.lineOf("With a draft").click();
  await expect(chat.composer).toHaveValue(DRAFT);
  await expect(chat.send).toBeEnabled();
  await chat.composer.press("Enter");
  await expect(chat.questions.last()).toContainText("not yet finished");
  await chat.finished();
  await page.reload();
  await expect(chat.composer).toHaveValue("");
});

test("a draft survives a session that ended: after signing in again it is back and can be sent", async ({
  page,
  signedIn,
}) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, { title: "Interrupted" });
  const chat = chatOn(page);
  await chat.open(id);
  await chat.choose("Kind");
  await guest.db.update(sessions).set({ endedAt: new Date() }).where(eq(sessions.id, guest.actor.sessionId));
  await chat.say(DRAFT);
  await expect(page.getByText("You are signed out", { exact: true })).toBeVisible();
  await expect(chat.composer).toHaveValue(DRAFT);
  await expect(chat.questions, "what was not stored does not look stored").toHaveCount(1);

  await page.getByRole("button", { name: "Sign in again" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog.getByLabel("E-mail address"), "nobody else signs in here").toHaveValue(guest.email);
  await dialog.getByLabel("Password", { exact: true }).fill(guest.password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("You are signed out", { exact: true })).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`/chat/${id}$`));
  await expect(chat.composer).toHaveValue(DRAFT);
  await expect(chat.send).toBeEnabled();
  await chat.composer.press("Enter");
  await expect(chat.questions.last()).toContainText("not yet finished");
  await chat.finished();
  await expect(chat.replies).toHaveCount(2);
});

test("signing out leaves no draft for whoever uses the browser next", async ({ page, signedIn }) => {
  await signedIn();
  const chat = chatOn(page);
  await chat.open();
  await chat.composer.fill(DRAFT);
  await page.getByRole("button", { name: /Robin Example/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).not.toHaveURL(/\/chat/);
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(kept).not.toContain("long thought");
});
