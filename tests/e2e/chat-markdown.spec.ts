import { aConversation } from "#tests/support/factories.ts";
import { chatOn } from "./chat-page.ts";
import { expect, test } from "./house.ts";

test("a reply in Markdown shows its table, its coloured code with a button that copies it, and its formulas as MathML", async ({
  page,
  signedIn,
}) => {
  await signedIn();
  const chat = chatOn(page);
  await chat.open();
  await chat.choose("Markdown");
  await chat.say("Rivers?");
  await chat.finished();
  const reply = chat.replies;
  await expect(reply.getByRole("heading", { name: "Rivers", level: 4 })).toBeVisible();
  await expect(reply.getByRole("listitem")).toHaveText(["the Elbe", "the Rhine"]);
  const table = reply.getByRole("table");
  await expect(table.getByRole("columnheader")).toHaveText(["River", "Length"]);
  await expect(table.getByRole("cell")).toHaveText(["Elbe", "1,094 km", "Rhine", "1,233 km"]);

  const code = "const length = rivers.reduce((sum, river) => sum + river.length, 0);";
  const figure = reply.getByRole("figure");
  await expect(figure).toContainText(code);
  const colour = (text: string) =>
    figure
      .getByText(text, { exact: true })
      .first()
      .evaluate((element) => getComputedStyle(element).color);
  const plain = await figure.getByRole("code").evaluate((element) => getComputedStyle(element).color);
  await expect.poll(() => colour("const")).not.toBe(plain);
  await figure.getByRole("button", { name: "Copy" }).click();
  await expect(figure.getByRole("status")).toHaveText("Copied");
  await chat.composer.focus();
  await page.keyboard.press("Control+V");
  expect((await chat.composer.inputValue()).trimEnd()).toBe(code);

  await expect(reply.getByRole("math")).toHaveCount(2);
  await expect(reply.locator("math msup")).not.toHaveCount(0);
  await expect(reply.locator("math mfrac")).toHaveCount(1);
});

test("a link of a model shows where it leads and asks before it leaves", async ({ page, signedIn, complaints }) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, { texts: ["Where?", "See [the source](https://example.org/rivers)."] });
  await page.context().route("https://example.org/**", (route) => route.fulfill({ body: "rivers" }));
  const chat = chatOn(page);
  await chat.open(id);
  const link = chat.log.getByRole("link", { name: /^the source/ });
  await expect(link).toContainText("example.org");
  await expect(link).toHaveAttribute("rel", /noopener noreferrer/);
  const question = page.getByRole("dialog", { name: "Open this link?" });
  await expect(chat.composer, "the page is alive").toBeFocused();
  await link.click();
  await expect(question).toContainText("https://example.org/rivers");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toHaveCount(0);
  expect(page.context().pages(), "nothing was opened").toHaveLength(1);
  expect(complaints, "nothing was asked of another site").toEqual([]);

  await link.click();
  const popup = page.waitForEvent("popup");
  await question.getByRole("link", { name: "Open link" }).click();
  expect(await (await popup).evaluate(() => [location.href, document.referrer, window.opener])).toEqual([
    "https://example.org/rivers",
    "",
    null,
  ]);
  expect(complaints.splice(0).filter((said) => said !== "request to https://example.org/rivers")).toEqual([]);
});

test("a picture of a model is named and not fetched", async ({ page, signedIn }) => {
  const guest = await signedIn();
  const text = "![a chart](https://collector.example/p.png?q=secret) and ![ours](/icon.svg)";
  const { id } = await aConversation(guest, { texts: ["Draw", text] });
  const chat = chatOn(page);
  const fetched: string[] = [];
  page.on("request", (request) => request.resourceType() === "image" && fetched.push(request.url()));
  await chat.open(id);
  await expect(chat.log).toContainText("Image: a chart");
  await expect(chat.log).toContainText("Image: ours");
  await expect(chat.log.getByRole("img")).toHaveCount(0);
  await expect(chat.log.locator("img, picture, video, object, embed, iframe")).toHaveCount(0);
  expect(fetched.filter((url) => !url.endsWith("/icon.svg"))).toEqual([]);
});
