import AxeBuilder from "@axe-core/playwright";
import { readDocument } from "#lib/documents/queries.ts";
import { database } from "#lib/platform/database.ts";
import { aDocument } from "#tests/support/a-document.ts";
import { aPerson } from "#tests/support/factories.ts";
import { expect, test } from "./house.ts";

const owner = () => aPerson(database(), { name: "Olga Owner", at: new Date() });

test("a moderator reads what was found, destroys one file after a question, and lets another out", async ({
  page,
  signedIn,
}) => {
  const person = await owner();
  const stateOf = async (documentId: string) =>
    (await readDocument(database(), { documentId, ownerId: person.actor.id }))?.state;
  const [bad, good] = [`bad-${Date.now()}.txt`, `good-${Date.now()}.txt`];
  const badId = await aDocument(person, { name: bad, state: "quarantined", signature: "pdf-javascript" });
  const goodId = await aDocument(person, { name: good, state: "quarantined", signature: "docx-macro" });
  const moderator = await signedIn("moderator");
  const ownId = await aDocument(moderator, { name: "mine.txt", state: "quarantined" });

  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto("/moderation");
  await page.getByRole("link", { name: "Quarantine" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Quarantine" })).toBeVisible();
  const row = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await expect(row(bad)).toContainText("holds scripts");
  await expect(row(bad)).toContainText("Olga Owner");
  await expect(row("mine.txt")).toContainText("your own file");
  await expect(row("mine.txt").getByRole("textbox")).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);

  // Without a reason nothing is even asked.
  await row(bad)
    .getByRole("button", { name: `Destroy ${bad}` })
    .click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await row(bad).getByLabel("Why").fill("Nobody knows where it came from.");
  await row(bad)
    .getByRole("button", { name: `Destroy ${bad}` })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(await stateOf(badId)).toBe("quarantined");
  await row(bad)
    .getByRole("button", { name: `Destroy ${bad}` })
    .click();
  await dialog.getByRole("button", { name: "Destroy" }).click();
  await expect(row(bad)).toHaveCount(0);
  expect(await stateOf(badId)).toBe("destroyed");

  await row(good).getByLabel("Why").fill("The form of the travel office, known here.");
  await row(good)
    .getByRole("button", { name: `Let out ${good}` })
    .click();
  await expect(row(good)).toHaveCount(0);
  await expect.poll(() => stateOf(goodId), { timeout: 20_000 }).toBe("ready");
  await expect(row("mine.txt")).toBeVisible();
  expect((await readDocument(database(), { documentId: ownId, ownerId: moderator.actor.id }))?.state).toBe(
    "quarantined",
  );
});

test("somebody else decided first: the page says so", async ({ page, signedIn }) => {
  const person = await owner();
  const name = `race-${Date.now()}.txt`;
  const documentId = await aDocument(person, { name, state: "quarantined" });
  await signedIn("admin");
  await page.goto("/moderation/quarantine");
  const { deleteDocument } = await import("#lib/documents/delete-document.ts");
  expect((await deleteDocument(person, { documentId })).ok).toBe(true);
  const row = page.getByRole("listitem").filter({ hasText: name });
  await row.getByLabel("Why").fill("It is known here.");
  await row.getByRole("button", { name: `Let out ${name}` }).click();
  await expect(row.getByRole("alert")).toContainText("not in quarantine any more");
  await expect(row.getByLabel("Why")).toHaveValue("It is known here.");
});

test("for a user there is no such page", async ({ page, signedIn }) => {
  await signedIn("user");
  expect((await page.goto("/moderation/quarantine"))?.status()).toBe(404);
});
