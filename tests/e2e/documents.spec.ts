import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { PDFDocument, StandardFonts } from "pdf-lib";
import { aDocument } from "#tests/support/a-document.ts";
import { baseURL, expect, test } from "./house.ts";

const travel = `# Travel policy

## Hotels

A hotel in Berlin may cost up to 120 euros a night. More needs the written consent of a manager.

## Trains

Trains are booked in second class.
`;
const text = (name: string, content: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });

async function aPdf(words: string): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  pdf.addPage([600, 400]).drawText(words, { x: 40, y: 300, size: 12, font });
  return Buffer.from(await pdf.save());
}

const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const ready = (page: Page, name: string) => expect(rowOf(page, name)).toContainText("Ready", { timeout: 60_000 });

async function library(page: Page): Promise<Locator> {
  await page.goto("/documents");
  const picker = page.getByLabel("Choose files");
  await expect(picker).toBeEnabled();
  return picker;
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

async function expectAxeClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

test("files are chosen, dropped and pasted; they become ready by themselves, and say what scanned them", async ({
  page,
  signedIn,
}) => {
  await signedIn();
  const picker = await library(page);
  await expect(page.getByText("Nothing uploaded yet")).toBeVisible();
  await picker.setInputFiles([
    text("canteen.txt", "The canteen opens at noon."),
    { name: "parking.pdf", mimeType: "application/pdf", buffer: await aPdf("Visitors park behind house four.") },
  ]);
  const uploads = page.getByRole("list", { name: "Uploads" });
  await expect(uploads.getByRole("listitem")).toHaveCount(2);
  await expect(uploads.getByText("Taken in")).toHaveCount(2);

  const dropped = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "travel.md", { type: "text/markdown" }));
    return transfer;
  }, travel);
  await page.dispatchEvent("main", "dragover", { dataTransfer: dropped });
  await expect(page.getByText("Drop the files here")).toBeVisible();
  await page.dispatchEvent("main", "drop", { dataTransfer: dropped });
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["The vault closes at six."], "vault.txt", { type: "text/plain" }));
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true }));
  });
  for (const name of ["canteen.txt", "parking.pdf", "travel.md", "vault.txt"]) await ready(page, name);
  await expect(rowOf(page, "parking.pdf")).toContainText("built-in checks; no antivirus is attached");
  await expectAxeClean(page);

  await picker.setInputFiles(text("again.txt", "The canteen opens at noon."));
  await expect(uploads.getByText("You have this file already")).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(5); // the header and four documents
});

test("a search finds the passage and leads to it in the text", async ({ page, signedIn }) => {
  await signedIn();
  await (await library(page)).setInputFiles([
    text("travel.md", travel),
    text("canteen.txt", "The canteen opens at noon."),
  ]);
  await ready(page, "travel.md");
  await ready(page, "canteen.txt");
  await page.getByLabel("Search in all documents").fill("What may a hotel in Berlin cost?");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=/);
  const found = page.getByRole("listitem").filter({ hasText: "120 euros" }).first();
  await expect(found.locator("mark")).toContainText("120 euros");
  await found.getByRole("link", { name: "travel.md" }).click();
  await page.waitForURL(/\/documents\/[0-9a-f-]{36}\?passage=\d+.*#p-\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("travel.md");
  await expect(page.getByRole("heading", { name: "Hotels" })).toBeVisible();
  const cited = page.locator("article mark").first();
  await expect(cited).toContainText("120 euros");
  await expect(cited).toBeInViewport();
  await expectAxeClean(page);

  await page.getByLabel("Search in this document").fill("trains");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "second class" }).first()).toBeVisible();

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("travel.md");
  expect(await readFile(await download.path(), "utf8")).toBe(travel);
});

test("a fragment alone leads to a passage far down in a long text", async ({ page, signedIn }) => {
  const person = await signedIn();
  const content = Array.from(
    { length: 1_500 },
    (_, n) => `Paragraph ${n} says that rule ${n} holds. ${"It is so. ".repeat(12)}`,
  );
  const id = await aDocument(person, { name: "rules.txt", content: content.join("\n\n") });
  await page.goto(`/documents/${id}#p-150`);
  await page.waitForURL(/passage=150#p-150$/);
  await expect(page.locator("#p-150")).toBeInViewport();
  await page.getByRole("link", { name: "Earlier passages" }).click();
  await expect(page.locator("#p-0")).toBeVisible();
});

test("a document is renamed, labelled, downloaded and deleted", async ({ page, signedIn }) => {
  const person = await signedIn();
  await aDocument(person, { name: "plan.txt", content: "A plan of its own." });
  await page.goto("/documents");
  await choose(page, "plan.txt", "Rename …");
  await page.getByLabel("New name").fill("Annual plan");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(rowOf(page, "Annual plan.txt")).toBeVisible();

  await page.getByLabel("Label of Annual plan.txt").selectOption({ label: "Confidential" });
  await expect(page.getByText("“Annual plan.txt” is Confidential from now on.").first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Label of Annual plan.txt")).toHaveValue("confidential");

  const downloading = page.waitForEvent("download");
  await choose(page, "Annual plan.txt", "Download");
  expect((await downloading).suggestedFilename()).toBe("Annual plan.txt");

  await choose(page, "Annual plan.txt", "Delete …");
  const dialog = page.getByRole("dialog", { name: "Delete “Annual plan.txt”?" });
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("Nothing uploaded yet")).toBeVisible();
});

test("what is not taken says why, and what to do", async ({ page, signedIn }) => {
  await signedIn();
  const picker = await library(page);
  const uploads = page.getByRole("list", { name: "Uploads" });
  await picker.setInputFiles([
    { name: "picture.png", mimeType: "image/png", buffer: Buffer.from("not looked at") },
    text("letter.pdf", "This is no PDF."),
    text("empty.txt", ""),
  ]);
  const line = (name: string) => uploads.getByRole("listitem").filter({ hasText: name });
  await expect(line("picture.png")).toContainText("Files of this type are not taken.");
  await expect(line("letter.pdf")).toContainText("The name says another type than the file is.");
  await expect(line("empty.txt")).toContainText("The file is empty.");
  await expectAxeClean(page);
  await page.getByRole("button", { name: "Clear the list" }).click();
  await expect(uploads).toHaveCount(0);
  await expect(page.getByText("Nothing uploaded yet")).toBeVisible();
});

test("an upload is cancelled, and tried again after the network was away", async ({
  page,
  context,
  signedIn,
  complaints,
}) => {
  await signedIn();
  const picker = await library(page);
  const uploads = page.getByRole("list", { name: "Uploads" });
  await context.setOffline(true);
  await picker.setInputFiles(text("canteen.txt", "The canteen opens at noon."));
  await expect(uploads).toContainText("The server could not be reached.");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Try canteen.txt again" }).click();
  await ready(page, "canteen.txt");

  await page.route("**/api/documents?*", () => {}); // never answered
  await picker.setInputFiles(text("slow.txt", "It never arrives."));
  await page.getByRole("button", { name: "Cancel slow.txt" }).click();
  await expect(uploads.getByRole("listitem")).toHaveCount(1);
  // What the browser itself says of a network that is away.
  expect(complaints.splice(0)).toEqual(["Failed to load resource: net::ERR_INTERNET_DISCONNECTED"]);
});

test("more uploads than an hour allows are told how long to wait", async ({ page, signedIn }) => {
  await signedIn();
  const picker = await library(page);
  await picker.setInputFiles(Array.from({ length: 12 }, (_, n) => text(`note-${n}.txt`, `Note number ${n}.`)));
  const uploads = page.getByRole("list", { name: "Uploads" });
  await expect(uploads.getByText(/as may be uploaded for now. Try again in about \d+ minutes/)).toHaveCount(2, {
    timeout: 60_000,
  });
  await expect(uploads.getByText("Taken in")).toHaveCount(10);
});

test("every state is said in words; what is in quarantine can be neither read nor downloaded", async ({
  page,
  signedIn,
}) => {
  const person = await signedIn();
  const held = await aDocument(person, { name: "held.txt", content: "Held.", state: "quarantined" });
  await aDocument(person, { name: "gone.txt", content: "Gone.", state: "destroyed" });
  await aDocument(person, { name: "broken.txt", content: "Broken.", state: "failed" });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/documents");
  await expect(rowOf(page, "held.txt")).toContainText("In quarantine");
  await expect(rowOf(page, "held.txt")).toContainText("Found: the EICAR test file. A moderator decides");
  await expect(rowOf(page, "gone.txt")).toContainText("A moderator destroyed it");
  await expect(rowOf(page, "broken.txt")).toContainText("Could not be read");
  expect(await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth)).toBeLessThanOrEqual(0);
  await expectAxeClean(page);
  await page.getByRole("button", { name: "More for held.txt" }).click();
  await expect(page.getByRole("menuitem", { name: "Download" })).toHaveCount(0);
  await page.goto(`/documents/${held}`);
  await expect(page.getByText("There is no text to read yet")).toBeVisible();
  expect((await page.request.get(`/api/documents/${held}/file`)).status()).toBe(409);
});

test("the whole way needs no mouse", async ({ page, signedIn }) => {
  await signedIn();
  const picker = await library(page);
  const tabTo = async (target: Locator) => {
    for (let steps = 0; steps < 60; steps += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error("The Tab key does not lead there.");
  };
  await tabTo(picker);
  const choosing = page.waitForEvent("filechooser");
  await page.keyboard.press("Space");
  await (await choosing).setFiles(text("canteen.txt", "The canteen opens at noon."));
  await ready(page, "canteen.txt");

  const more = page.getByRole("button", { name: "More for canteen.txt" });
  await tabTo(more);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Read" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("New name")).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Lunch");
  await page.keyboard.press("Enter");
  await expect(rowOf(page, "Lunch.txt")).toBeVisible();

  await tabTo(page.getByRole("link", { name: "Lunch.txt" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article")).toContainText("The canteen opens at noon.");
});

test("a form takes files where no script runs", async ({ page, browser, signedIn }) => {
  await signedIn();
  const plain = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL() });
  await plain.addCookies(await page.context().cookies());
  const other = await plain.newPage();
  await other.goto("/documents");
  await other.getByLabel("Files", { exact: true }).setInputFiles(text("canteen.txt", "The canteen opens at noon."));
  await other.getByRole("button", { name: "Upload" }).click();
  // The whole form stands where only browsers without script look.
  const form = other.locator("noscript form");
  await expect(form).toContainText("The files were taken in.");
  await expect(rowOf(other, "canteen.txt")).toBeVisible();

  await other.getByLabel("Files", { exact: true }).setInputFiles(text("letter.pdf", "This is no PDF."));
  await other.getByRole("button", { name: "Upload" }).click();
  await expect(form).toContainText("The name says another type than the file is.");
  await plain.close();
});

test("somebody else's document looks like one that does not exist", async ({ page, signedIn }) => {
  const owner = await signedIn();
  const id = await aDocument(owner, { content: "Mine." });
  await signedIn("admin");
  expect((await page.goto(`/documents/${id}`))?.status()).toBe(404);
  await expect(page.getByText("This document is not here")).toBeVisible();
  expect((await page.request.get(`/api/documents/${id}/file`)).status()).toBe(404);
});
