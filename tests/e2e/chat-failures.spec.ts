import { database } from "#lib/platform/database.ts";
import { changeSetting } from "#lib/settings/change-setting.ts";
import { aPerson } from "#tests/support/factories.ts";
import { kindText } from "#tests/support/model-behaviours.ts";
import { chatOn, wordsOf } from "./chat-page.ts";
import { expect, test } from "./house.ts";

test("a model that breaks off leaves what came and one plain sentence, and asking again works", async ({
  page,
  signedIn,
}) => {
  await signedIn();
  const chat = chatOn(page);
  await chat.open();
  await chat.choose("Breaking");
  await chat.say("Can you finish this?");
  const sentence = "The model's server broke off or sent something unreadable. What came before is kept; try again.";
  await expect(chat.replies.getByText(sentence)).toBeVisible();
  expect(await wordsOf(chat.replies)).toBe("so far so good");
  await page.reload();
  await expect(chat.replies.getByText(sentence)).toBeVisible();
  expect(await wordsOf(chat.replies)).toBe("so far so good");

  await chat.choose("Kind");
  await chat.replies.getByRole("button", { name: "Answer again" }).first().click();
  await expect(chat.replies.getByText(sentence)).toBeHidden();
  await chat.finished();
  expect(await wordsOf(chat.replies)).toBe(kindText(60));
  await chat.replies.getByRole("button", { name: "Earlier version" }).click();
  await expect.poll(() => wordsOf(chat.replies), "what came before is kept").toBe("so far so good");
});

test("a model that refuses its key says so in one plain sentence, without a word of the upstream's", async ({
  page,
  signedIn,
}) => {
  await signedIn();
  const chat = chatOn(page);
  await chat.open();
  await chat.choose("Locked");
  await chat.say("Is anybody there?");
  await expect(chat.replies).toContainText("The model's provider refused the key.");
  await expect(page.getByRole("main")).not.toContainText("Incorrect API key provided");
  await chat.replies.getByRole("button", { name: "Answer again" }).first().click();
  await expect(chat.replies).toContainText("Version 2 of 2");
  await expect(chat.replies).toContainText("The model's provider refused the key.");
});

test("a message of 10,001 characters cannot be sent and says why; one of 10,000 can", async ({ page, signedIn }) => {
  await signedIn();
  const chat = chatOn(page);
  await chat.open();
  await chat.choose("Kind");
  const sentence = "A message has at most 10,000 characters; this one has 1 too many.";
  await chat.composer.fill("a".repeat(10_001));
  await expect(page.getByText(sentence)).toBeVisible();
  await expect(chat.composer).toHaveAttribute("aria-invalid", "true");
  await expect(chat.send).toBeDisabled();
  await chat.composer.press("Enter");
  await expect(chat.log).toHaveCount(0);
  await chat.composer.fill("a".repeat(10_000));
  await expect(page.getByText(sentence)).toBeHidden();
  await expect(chat.send).toBeEnabled();
  await chat.composer.press("Enter");
  await expect(chat.questions).toHaveCount(1);
  await chat.finished();
});

test("too many messages at once are refused with a sentence that says how long to wait, and the text is kept", async ({
  page,
  signedIn,
}) => {
  await signedIn();
  const admin = await aPerson(database(), { role: "admin", at: new Date() });
  const chat = chatOn(page);
  await chat.open();
  const limited = async () => {
    await page.request.get("/chat"); // a process looks at changed settings when it draws a page
    return (await page.request.get("/api/chat/x/messages")).status() === 429;
  };
  try {
    await changeSetting(admin, { key: "limits", value: { default: { requests: 1, seconds: 60 } } });
    await expect.poll(limited, "the limit is in force").toBe(true);
    await chat.say("One too many");
    const refusal = page
      .getByRole("alert")
      .filter({ hasText: /That was too much at once\. Try again in \d+ seconds?/ });
    await expect(refusal).toBeVisible();
    await expect(chat.composer).toHaveValue("One too many");
    await expect(chat.questions, "what was not stored does not look stored").toHaveCount(0);
  } finally {
    await changeSetting(admin, { key: "limits", value: {} });
    await expect.poll(limited, "the limit is lifted").toBe(false);
  }
  await chat.composer.press("Enter");
  await expect(chat.questions).toContainText("One too many");
  await chat.finished();
});
