import { aConversation } from "#tests/support/factories.ts";
import { kindText } from "#tests/support/model-behaviours.ts";
import { chatOn, wordsOf } from "./chat-page.ts";
import { ofTheNetwork, test } from "./cuttable-line.ts";
import { heldModel, STEP, WHOLE } from "./held-model.ts";
import { expect } from "./house.ts";

const begun = kindText(STEP);
const whole = kindText(WHOLE);
const LOST = "The connection is interrupted. Trying again …";

test("a reply whose connection breaks goes on when the network is back, without a reload", async ({
  page,
  signedIn,
  line,
  complaints,
}) => {
  await signedIn();
  const chat = chatOn(page);
  await chat.open();
  await chat.choose("Held");
  await chat.say("Stay on the line");
  await expect.poll(() => wordsOf(chat.replies)).toBe(begun);
  await line.cut(page.context());
  await expect(page.getByText(LOST)).toBeVisible();
  expect(await wordsOf(chat.replies), "what came stays in sight").toBe(begun);
  await heldModel.more();
  await line.mend(page.context());
  await expect.poll(() => wordsOf(chat.replies)).toBe(kindText(2 * STEP));
  await expect(page.getByText(LOST)).toBeHidden();
  await heldModel.finish();
  await chat.finished();
  expect(await wordsOf(chat.replies)).toBe(whole);
  expect(complaints.splice(0).filter((said) => !ofTheNetwork(said))).toEqual([]);
});

test("a reply that ends while the network is gone is there, whole, when it comes back", async ({
  page,
  signedIn,
  line,
  complaints,
}) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, { title: "A short absence", modelId: "env:held" });
  const chat = chatOn(page);
  await chat.open(id);
  await chat.say("Be done before I am back");
  await expect.poll(() => wordsOf(chat.replies.last())).toBe(begun);
  await line.cut(page.context());
  await expect(page.getByText(LOST)).toBeVisible();
  await heldModel.finish();
  await expect.poll(heldModel.open).toBe(0);
  await line.mend(page.context());
  await chat.finished();
  expect(await wordsOf(chat.replies.last())).toBe(whole);
  expect(complaints.splice(0).filter((said) => !ofTheNetwork(said))).toEqual([]);
});

test("a message that could not reach the server comes back into the field and can be sent later, once", async ({
  page,
  signedIn,
  line,
  complaints,
}) => {
  await signedIn();
  const chat = chatOn(page);
  await chat.open();
  await chat.choose("Kind");
  await line.cut(page.context());
  await chat.say("Are you there?");
  await expect(page.getByRole("alert").filter({ hasText: "Your text is kept." })).toBeVisible();
  await expect(chat.composer).toHaveValue("Are you there?");
  await line.mend(page.context());
  await expect(chat.send).toBeEnabled();
  await chat.composer.press("Enter");
  await expect(chat.questions).toContainText("Are you there?");
  await chat.finished();
  await expect(chat.questions).toHaveCount(1);
  expect(complaints.splice(0).filter((said) => !ofTheNetwork(said))).toEqual([]);
});
