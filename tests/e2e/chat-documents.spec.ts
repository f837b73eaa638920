import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { attachDocuments } from "#lib/documents/attach-documents.ts";
import { aDocument } from "#tests/support/a-document.ts";
import { aConversation } from "#tests/support/factories.ts";
import { chatOn } from "./chat-page.ts";
import { expect, test } from "./house.ts";

const HOTEL = "A hotel in Berlin may cost up to 120 euros a night.";
const policy = `# Travel policy\n\n## Hotels\n\n${HOTEL}\n\n## Trains\n\nTrain journeys are booked in second class.\n`;

function documentsOn(page: Page) {
  const shown = page.getByRole("region", { name: "Documents of this conversation" });
  const sources = page.getByRole("complementary", { name: "Sources" });
  return {
    shown,
    sources,
    button: page.getByRole("button", { name: "Add files" }),
    library: page.getByRole("button", { name: "Choose from your documents" }),
    dialog: page.getByRole("dialog", { name: "Choose from your documents" }),
    named: (name: string) => shown.getByRole("link", { name, exact: true }),
    /** Waits until a document has been checked and read. */
    async ready(name: string) {
      const chip = shown.getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) });
      await expect(chip).toBeVisible();
      await expect(chip).not.toContainText(/being (checked|read)/, { timeout: 30_000 });
    },
    async pick(...files: { name: string; mimeType: string; buffer: Buffer }[]) {
      const chooser = page.waitForEvent("filechooser");
      await this.button.click();
      await (await chooser).setFiles(files);
    },
    async drop(name: string, text: string) {
      const dataTransfer = await page.evaluateHandle(
        ([name, text]) => {
          const data = new DataTransfer();
          data.items.add(new File([text as string], name as string, { type: "text/markdown" }));
          return data;
        },
        [name, text],
      );
      const main = page.getByRole("main");
      await main.dispatchEvent("dragover", { dataTransfer });
      await expect(page.getByText("Drop the files to add them to this conversation")).toBeVisible();
      await main.dispatchEvent("drop", { dataTransfer });
    },
  };
}

const textFile = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

test("files chosen and dropped in a new chat are quoted with a citation that leads to the passage, until they are removed", async ({
  page,
  signedIn,
}) => {
  await signedIn();
  const chat = chatOn(page);
  const documents = documentsOn(page);
  await chat.open();
  await chat.choose("Librarian");
  await documents.drop("travel.md", policy);
  await documents.pick(textFile("canteen.txt", "The canteen opens at noon and closes at three."));
  await documents.ready("travel.md");
  await documents.ready("canteen.txt");

  await chat.say("What may a hotel in Berlin cost a night?");
  await chat.finished();
  await expect(chat.replies).toContainText(HOTEL);
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
  await chat.replies.getByRole("link", { name: /^Source 1: travel\.md/ }).click();
  const source = documents.sources.getByRole("listitem").first();
  await expect(source).toBeFocused();
  await expect(source).toContainText(HOTEL);
  const opening = page.waitForEvent("popup");
  await source.getByRole("link", { name: /travel\.md/ }).click();
  const reader = await opening;
  await expect(reader).toHaveURL(/\/documents\/[0-9a-f-]{36}\?passage=\d+&start=\d+&end=\d+#p-\d+$/);
  await expect(reader.locator(new URL(reader.url()).hash)).toContainText(HOTEL);
  await expect(reader.locator(new URL(reader.url()).hash)).toBeInViewport();
  await reader.close();

  await page.reload();
  await expect(documents.named("travel.md")).toBeVisible();
  await documents.shown.getByRole("button", { name: "Remove “travel.md” from this conversation" }).click();
  await expect(documents.named("travel.md")).toHaveCount(0);
  await expect(chat.composer, "the focus is not lost").toBeFocused();
  await page.reload();
  await expect(documents.named("canteen.txt")).toBeVisible();
  await expect(documents.named("travel.md")).toHaveCount(0);
  await chat.say("What may a hotel in Berlin cost a night?");
  await chat.finished();
  await expect(chat.replies.last()).not.toContainText(HOTEL);
});

test("a file that is not taken says why in words, keeps nothing and stops nobody from asking", async ({
  page,
  signedIn,
}) => {
  await signedIn();
  const chat = chatOn(page);
  const documents = documentsOn(page);
  await chat.open();
  await chat.choose("Kind");
  await documents.pick(textFile("picture.png", "no picture"), textFile("report.pdf", "This is no PDF at all."));
  const refusals = documents.shown.getByRole("alert");
  await expect(refusals).toHaveText([
    "Files of this type are not taken. Take PDF, Word (docx), plain text (txt) or Markdown (md).",
    "The name says another type than the file is. Save it again in the right type.",
  ]);
  for (const name of ["picture.png", "report.pdf"])
    await documents.shown.getByRole("button", { name: `Put “${name}” away` }).click();
  await expect(refusals).toHaveCount(0);
  await chat.say("Is anybody there?");
  await chat.finished();
  await expect(chat.replies).toHaveCount(1);
});

test("what was chosen for a new chat survives a reload, and pasted files are files", async ({ page, signedIn }) => {
  const guest = await signedIn();
  await aDocument({ ...guest, now: new Date() }, { name: "plan.txt" });
  const chat = chatOn(page);
  const documents = documentsOn(page);
  await chat.open();
  await documents.library.click();
  await documents.dialog.getByRole("checkbox", { name: /^plan\.txt/ }).check();
  await documents.dialog.getByRole("button", { name: "Use 1 document" }).click();
  await expect(documents.named("plan.txt")).toBeVisible();
  await chat.composer.evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["Lunch is at noon."], "pasted.txt", { type: "text/plain" }));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await documents.ready("pasted.txt");
  await page.reload();
  await expect(documents.named("plan.txt")).toBeVisible();
  await expect(documents.named("pasted.txt")).toBeVisible();
});

test("a restricted document closes every model that does not run here, with the reason, and the librarian still answers", async ({
  page,
  signedIn,
}) => {
  const guest = { ...(await signedIn()), now: new Date() };
  await aDocument(guest, { name: "salaries.txt", content: "The director earns 90,000 a year.", label: "restricted" });
  const chat = chatOn(page);
  const documents = documentsOn(page);
  await chat.open();
  await chat.choose("Kind");
  await documents.library.click();
  await documents.dialog.getByRole("checkbox", { name: /^salaries\.txt/ }).check();
  await documents.dialog.getByRole("button", { name: "Use 1 document" }).click();
  await expect(
    page.getByText("Kind may not receive what is labelled “Restricted”. Choose another model above."),
  ).toBeVisible();
  await chat.composer.fill("What does the director earn?");
  await expect(chat.send).toBeDisabled();
  await chat.composer.press("Enter");
  await expect(chat.questions).toHaveCount(0);

  await page.getByRole("button", { name: /^Model:/ }).click();
  const kind = page.getByRole("menuitemradio", { name: /^Kind/ });
  await expect(kind).toHaveAttribute("aria-disabled", "true");
  await expect(kind).toContainText("May not receive what is labelled “Restricted”.");
  await page.getByRole("menuitemradio", { name: /^Librarian/ }).click();
  await chat.composer.press("Enter");
  await chat.finished();
  await expect(chat.replies).toContainText("The director earns 90,000 a year.");
  await page.reload();
  await expect(page.getByRole("main").getByText("Restricted", { exact: true }).first()).toBeVisible();
});

test("a conversation that became too confidential elsewhere is refused in words, and the text is kept", async ({
  page,
  signedIn,
}) => {
  const guest = { ...(await signedIn()), now: new Date() };
  const { id: conversationId } = await aConversation(guest, { modelId: "env:kind" });
  const documentId = await aDocument(guest, { label: "restricted" });
  const chat = chatOn(page);
  await chat.open(conversationId);
  await attachDocuments(guest, { conversationId, documentIds: [documentId] });
  await chat.say("Tell me more");
  const refusal = page.getByRole("alert").filter({ hasText: "too confidential for that model" });
  await expect(refusal).toBeVisible();
  await expect(chat.composer).toHaveValue("Tell me more");
  await expect(chat.send, "the page knows it by now").toBeDisabled();
  await chat.choose("Librarian");
  await expect(chat.send).toBeEnabled();
});

test("the whole library grounds a conversation once it is switched on, and stays on", async ({ page, signedIn }) => {
  const guest = { ...(await signedIn()), now: new Date() };
  await aDocument(guest, { name: "parking.txt", content: "Guests park behind the house, on places 7 to 12." });
  const chat = chatOn(page);
  const documents = documentsOn(page);
  await chat.open();
  await chat.choose("Librarian");
  await documents.library.click();
  await documents.dialog.getByRole("switch", { name: "Look in the whole library" }).check();
  await documents.dialog.getByRole("button", { name: "Use the whole library" }).click();
  await expect(documents.shown).toContainText("Whole library");
  await chat.say("Where do guests park?");
  await chat.finished();
  await expect(chat.replies).toContainText("Guests park behind the house, on places 7 to 12.");
  await page.reload();
  await expect(documents.shown).toContainText("Whole library");
  await documents.shown.getByRole("button", { name: "Do without the whole library" }).click();
  await expect(documents.shown).not.toContainText("Whole library");
});

test("with the keyboard alone documents are found, chosen and removed, and Escape changes nothing", async ({
  page,
  signedIn,
}) => {
  const guest = { ...(await signedIn()), now: new Date() };
  for (const name of ["plan.txt", "parking.txt"]) await aDocument(guest, { name });
  const chat = chatOn(page);
  const documents = documentsOn(page);
  const { keyboard } = page;
  await chat.open();
  await expect(chat.composer).toBeFocused();
  await keyboard.press("Tab");
  await expect(documents.button).toBeFocused();
  await keyboard.press("Tab");
  await expect(documents.library).toBeFocused();
  await keyboard.press("Enter");
  await expect(documents.dialog.getByRole("searchbox", { name: "Search names" })).toBeFocused();
  await keyboard.type("parking");
  await expect(documents.dialog.getByRole("checkbox", { name: /\.txt/ })).toHaveCount(1);
  await documents.dialog.getByRole("checkbox", { name: /^parking\.txt/ }).focus();
  await keyboard.press("Space");
  await keyboard.press("Escape");
  await expect(documents.dialog).toBeHidden();
  await expect(documents.library, "the focus is back where it was").toBeFocused();
  await expect(documents.named("parking.txt")).toHaveCount(0);

  await keyboard.press("Enter");
  await documents.dialog.getByRole("checkbox", { name: /^parking\.txt/ }).focus();
  await keyboard.press("Space");
  await documents.dialog.getByRole("button", { name: "Use 1 document" }).focus();
  await keyboard.press("Enter");
  await expect(documents.named("parking.txt")).toBeVisible();
  await documents.shown.getByRole("button", { name: /^Remove “parking\.txt”/ }).focus();
  await keyboard.press("Enter");
  await expect(documents.named("parking.txt")).toHaveCount(0);
  await expect(chat.composer).toBeFocused();
});

for (const theme of ["light", "dark"] as const)
  test(`on a narrow window nothing sticks out, the sources are a sheet, and axe finds nothing (${theme})`, async ({
    page,
    signedIn,
  }) => {
    const guest = { ...(await signedIn()), now: new Date() };
    const name = `${"a-rather-long-name-".repeat(6)}hotels.txt`;
    const documentId = await aDocument(guest, { name, content: HOTEL, label: "confidential" });
    const { id: conversationId } = await aConversation(guest);
    await attachDocuments(guest, { conversationId, documentIds: [documentId] });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.context().addCookies([{ name: "theme", value: theme, url: process.env.E2E_URL as string }]);
    const chat = chatOn(page);
    const documents = documentsOn(page);
    const inspect = async () => {
      const overflow = await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth);
      expect(overflow, "nothing is wider than the page").toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    };
    await chat.open(conversationId);
    await expect(documents.named(name)).toBeVisible();
    await inspect();
    await documents.library.click();
    await expect(documents.dialog.getByRole("checkbox", { name: /hotels/ })).toBeChecked();
    await inspect();
    await page.keyboard.press("Escape");

    await chat.say("What may a hotel in Berlin cost a night?");
    await chat.finished();
    await chat.replies
      .last()
      .getByRole("link", { name: /^Source 1:/ })
      .click();
    await expect(documents.sources.getByRole("listitem").first()).toBeFocused();
    // It slides in.
    await expect(async () => {
      const box = await documents.sources.boundingBox();
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= 360).toBe(true);
    }).toPass({ timeout: 10_000 });
    await inspect();
    await page.keyboard.press("Escape");
    await expect(documents.sources).toBeHidden();
  });
