import { aConversation } from "#tests/support/factories.ts";
import { chatOn, wordsOf } from "./chat-page.ts";
import { expect, test } from "./house.ts";

const one = { texts: ["First wording", "An answer to the first wording"], modelId: "env:echo" };

test("editing makes a branch: both wordings stay reachable, each with its replies, also after a reload", async ({
  page,
  signedIn,
}) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, one);
  const chat = chatOn(page);
  await chat.open(id);
  const field = await chat.edit();
  await expect(field).toHaveValue("First wording");
  await field.fill("Second wording");
  await field.press("Enter");
  await expect(chat.questions).toHaveText([/Second wording/]);
  await chat.finished();
  expect(await wordsOf(chat.replies)).toBe("Second wording");
  await expect(chat.questions).toContainText("Version 2 of 2");

  await chat.questions.getByRole("button", { name: "Earlier version" }).click();
  await expect(chat.questions).toHaveText([/First wording/]);
  expect(await wordsOf(chat.replies)).toBe("An answer to the first wording");
  await page.reload();
  await expect(chat.questions).toContainText("Version 1 of 2");
  await expect(chat.questions).toHaveText([/First wording/]);
  await chat.questions.getByRole("button", { name: "Later version" }).click();
  await expect(chat.questions).toHaveText([/Second wording/]);
  await expect.poll(() => wordsOf(chat.replies)).toBe("Second wording");
});

test("asking again makes a branch: both answers stay reachable, and the conversation goes on from the one in sight", async ({
  page,
  signedIn,
}) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, one);
  const chat = chatOn(page);
  await chat.open(id);
  await chat.replies.first().getByRole("button", { name: "Answer again" }).click();
  await expect(chat.replies).toContainText("Version 2 of 2");
  await chat.finished();
  expect(await wordsOf(chat.replies)).toBe("First wording");
  await page.reload();
  await expect(chat.replies).toContainText("Version 2 of 2");

  await chat.replies.getByRole("button", { name: "Earlier version" }).click();
  await expect.poll(() => wordsOf(chat.replies)).toBe("An answer to the first wording");
  await chat.say("And then?");
  await chat.finished();
  await expect(chat.questions).toHaveCount(2);
  await expect.poll(() => wordsOf(chat.replies.last())).toBe("And then?");
  await chat.replies.first().getByRole("button", { name: "Later version" }).click();
  await expect(chat.questions, "what was said after the other answer belongs to that branch").toHaveCount(1);
  await chat.replies.first().getByRole("button", { name: "Earlier version" }).click();
  await expect(chat.questions).toHaveCount(2);
});

test("an edit that is given up changes nothing", async ({ page, signedIn }) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, one);
  const chat = chatOn(page);
  await chat.open(id);
  await (await chat.edit()).fill("Never sent");
  await page.keyboard.press("Escape");
  await expect(chat.questions).toHaveText([/First wording/]);
  await page.reload();
  await expect(chat.log).not.toContainText("Version");
});
