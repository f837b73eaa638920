import { kindText } from "#tests/support/model-behaviours.ts";
import { chatOn, wordsOf } from "./chat-page.ts";
import { heldModel, STEP, WHOLE } from "./held-model.ts";
import { expect, test } from "./house.ts";

const begun = kindText(STEP);
const whole = kindText(WHOLE);
const STOPPED = "Stopped. What had come is kept.";

test("words appear while the reply is still being written", async ({ page, signedIn }) => {
  await signedIn();
  const chat = chatOn(page);
  await chat.open();
  await chat.choose("Held");
  await chat.say("Tell me slowly");
  await expect(chat.stop, "the button that sends is now the one that stops").toBeVisible();
  await expect(chat.send).toBeHidden();
  await expect.poll(() => wordsOf(chat.replies)).toBe(begun);
  await expect(chat.replies, "it is not finished").toHaveAttribute("aria-busy", "true");
  await heldModel.more();
  await expect.poll(() => wordsOf(chat.replies)).toBe(kindText(2 * STEP));
  await heldModel.finish();
  await chat.finished();
  expect(await wordsOf(chat.replies)).toBe(whole);
});

test("stopping keeps what came and says so, also after a reload, and lets the model go", async ({ page, signedIn }) => {
  await signedIn();
  const chat = chatOn(page);
  await chat.open();
  await chat.choose("Held");
  await chat.say("Tell me everything");
  await expect.poll(() => wordsOf(chat.replies)).toBe(begun);
  await chat.stop.click();
  await expect(chat.replies.getByText(STOPPED)).toBeVisible();
  await expect(chat.send).toBeVisible();
  expect(await wordsOf(chat.replies)).toBe(begun);
  await expect.poll(heldModel.open).toBe(0);
  await page.reload();
  await expect(chat.replies.getByText(STOPPED)).toBeVisible();
  expect(await wordsOf(chat.replies)).toBe(begun);
});

test("stopping at once, before the first word is there, stops all the same", async ({ page, signedIn }) => {
  await signedIn();
  const chat = chatOn(page);
  await chat.open();
  await chat.choose("Held");
  await chat.say("Never mind");
  await chat.composer.press("Escape");
  await expect(chat.replies.getByText(STOPPED)).toBeVisible();
  await expect.poll(heldModel.open).toBe(0);
});

test("a reload in the middle of a reply shows what had come, and the reply goes on to its end, word for word", async ({
  page,
  signedIn,
}) => {
  await signedIn();
  const chat = chatOn(page);
  await chat.open();
  await chat.choose("Held");
  await chat.say("Go on while I look away");
  await expect.poll(() => wordsOf(chat.replies)).toBe(begun);
  await page.reload();
  await expect.poll(() => wordsOf(chat.replies)).toBe(begun);
  await expect(chat.replies).toHaveAttribute("aria-busy", "true");
  await heldModel.more();
  await expect.poll(() => wordsOf(chat.replies)).toBe(kindText(2 * STEP));
  await heldModel.finish();
  await chat.finished();
  expect(await wordsOf(chat.replies)).toBe(whole);
  await page.reload();
  await expect(chat.replies, "stored once").toHaveCount(1);
  expect(await wordsOf(chat.replies)).toBe(whole);
});
