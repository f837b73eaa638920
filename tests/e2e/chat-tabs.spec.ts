import { aConversation } from "#tests/support/factories.ts";
import { kindText } from "#tests/support/model-behaviours.ts";
import { chatOn, wordsOf } from "./chat-page.ts";
import { heldModel, STEP, WHOLE } from "./held-model.ts";
import { expect, test } from "./house.ts";

test("what is sent in one tab is written in the other as well, while it comes", async ({ page, signedIn }) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, { title: "In two tabs", modelId: "env:held" });
  const here = chatOn(page);
  const there = chatOn(await page.context().newPage());
  await here.open(id);
  await there.open(id);
  await here.say("Do you both hear this?");
  await expect(there.questions.last()).toContainText("Do you both hear this?");
  await expect.poll(() => wordsOf(there.replies.last())).toBe(kindText(STEP));
  await expect(there.replies.last()).toHaveAttribute("aria-busy", "true");
  await expect(there.stop).toBeVisible();
  await heldModel.finish();
  await here.finished();
  await there.finished();
  expect(await wordsOf(here.replies.last())).toBe(kindText(WHOLE));
  expect(await wordsOf(there.replies.last())).toBe(kindText(WHOLE));
});

test("two tabs agree on what is stopped, edited, renamed and deleted", async ({ page, signedIn }) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, { title: "Shared", texts: ["One", "Two"], modelId: "env:held" });
  const here = chatOn(page);
  const other = await page.context().newPage();
  const there = chatOn(other);
  await here.open(id);
  await there.open(id);

  await here.say("Say much");
  await expect.poll(() => wordsOf(there.replies.last())).toBe(kindText(STEP));
  await there.stop.click();
  await expect(here.replies.last()).toContainText("Stopped. What had come is kept.");
  await expect(there.replies.last()).toContainText("Stopped. What had come is kept.");
  await here.finished();

  await here.choose("Echo");
  await (await here.edit()).fill("Uno");
  await page.keyboard.press("Enter");
  await expect(there.questions).toHaveText([/Uno/]);
  await expect.poll(() => wordsOf(there.replies)).toBe("Uno");

  await here.act("Shared", "Rename");
  await page.getByRole("textbox", { name: "Title" }).fill("Shared by both");
  await page.keyboard.press("Enter");
  await expect(there.lineOf("Shared by both")).toBeVisible();
  await expect(there.title).toHaveText("Shared by both");

  await here.act("Shared by both", "Delete …");
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect(there.lineOf("Shared by both")).toHaveCount(0);
  await expect(other.getByText("This conversation does not exist any more.")).toBeVisible();
});
