import { aConversation } from "#tests/support/factories.ts";
import { kindText } from "#tests/support/model-behaviours.ts";
import { chatOn, wordsOf } from "./chat-page.ts";
import { STEP } from "./held-model.ts";
import { expect, test } from "./house.ts";

test("with the keyboard alone one writes, breaks a line, sends, stops and begins anew", async ({ page, signedIn }) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, { title: "By hand", modelId: "env:held" });
  const chat = chatOn(page);
  const { keyboard } = page;
  await chat.open(id);
  await expect(chat.composer, "one can type at once").toBeFocused();
  await keyboard.type("One line");
  await keyboard.press("Shift+Enter");
  await keyboard.type("and another");
  await expect(chat.composer).toHaveValue("One line\nand another");
  await expect(chat.questions).toHaveCount(1);
  await expect(chat.send).toBeEnabled();
  await keyboard.press("Enter");
  await expect(chat.composer).toHaveValue("");
  expect(await chat.questions.last().getByRole("paragraph").allInnerTexts()).toEqual(["One line\nand another"]);

  await expect.poll(() => wordsOf(chat.replies.last())).toBe(kindText(STEP));
  await keyboard.type("meanwhile");
  await keyboard.press("Enter");
  await expect(chat.questions, "nothing is sent while a reply is being written").toHaveCount(2);
  await expect(chat.composer).toHaveValue("meanwhile");
  await keyboard.press("Escape");
  await expect(chat.replies.last()).toContainText("Stopped. What had come is kept.");

  await keyboard.press("Control+Shift+O");
  await expect(page).toHaveURL(/\/chat$/);
  await expect(chat.questions).toHaveCount(0);
  await expect(chat.composer).toBeFocused();
});

test("the slash leads to the field, and Escape stops from anywhere", async ({ page, signedIn }) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, { modelId: "env:held" });
  const chat = chatOn(page);
  await chat.open(id);
  await chat.say("Go");
  await expect.poll(() => wordsOf(chat.replies.last())).toBe(kindText(STEP));
  await chat.log.focus();
  await page.keyboard.press("/");
  await expect(chat.composer).toBeFocused();
  await expect(chat.composer, "the slash itself is not typed").toHaveValue("");
  await page.keyboard.type("either/or");
  await expect(chat.composer).toHaveValue("either/or");
  await chat.log.focus();
  await page.keyboard.press("Escape");
  await expect(chat.replies.last()).toContainText("Stopped. What had come is kept.");
});

test("Ctrl+K finds a conversation by its words and opens it", async ({ page, signedIn }) => {
  const guest = await signedIn();
  await aConversation(guest, { title: "Budget for the spring" });
  const { id } = await aConversation(guest, { title: "Canteen menu, März", texts: ["Soup?", "Soup."] });
  const chat = chatOn(page);
  await chat.open();
  await chat.composer.fill("x");
  await expect(chat.send).toBeEnabled();
  await page.keyboard.press("Control+K");
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("menu canteen");
  await expect(palette.getByRole("option")).toHaveText([/Canteen menu, März/]);
  await page.keyboard.press("Enter");
  await expect(palette).toHaveCount(0);
  await expect(page).toHaveURL(new RegExp(id));
  await expect(chat.log).toContainText("Soup.");

  await page.keyboard.press("Control+K");
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
});
