import { expect, type Locator, type Page } from "@playwright/test";

/** The chat as somebody at the screen or with a screen reader finds it: by roles and words. */
export function chatOn(page: Page) {
  const composer = page.getByRole("textbox", { name: "Message", exact: true });
  const log = page.getByRole("log", { name: "Messages" });
  const send = page.getByRole("button", { name: "Send", exact: true });
  const side = page.getByRole("navigation", { name: "Conversations and places" });
  const you = page.getByRole("heading", { name: "You", exact: true });
  return {
    composer,
    log,
    send,
    side,
    stop: page.getByRole("button", { name: "Stop the reply" }),
    /** The messages of the person, and those of models. */
    questions: log.getByRole("article").filter({ has: you }),
    replies: log.getByRole("article").filter({ hasNot: you }),
    title: page.getByRole("main").getByRole("heading", { level: 1 }),
    lineOf: (title: string) => side.getByRole("link", { name: title, exact: true }),

    async open(conversationId?: string) {
      await page.goto(conversationId === undefined ? "/chat" : `/chat/${conversationId}`);
      await composer.waitFor();
    },
    /** Makes this model answer what comes next. */
    async choose(model: string) {
      await page.getByRole("button", { name: /^Model:/ }).click();
      await page.getByRole("menuitemradio", { name: new RegExp(`^${model}`) }).click();
    },
    /** Types and sends; that the button can be pressed shows that the page is alive. */
    async say(text: string) {
      await composer.fill(text);
      await expect(send).toBeEnabled();
      await composer.press("Enter");
    },
    /** Begins to edit the first message of the person. */
    async edit(): Promise<Locator> {
      await you.first().hover();
      await log.getByRole("button", { name: "Edit", exact: true }).first().click();
      return page.getByRole("textbox", { name: "Edit message" });
    },
    /** Waits until nothing is being written any more. */
    async finished() {
      await expect(log.locator("[aria-busy=true]")).toHaveCount(0);
      await expect(send).toBeVisible();
    },
    /** Chooses something of a conversation's menu in the side bar. */
    async act(title: string, item: string) {
      await side.getByRole("link", { name: title, exact: true }).hover();
      await side.getByRole("button", { name: `More for “${title}”` }).click();
      await page.getByRole("menuitem", { name: item, exact: true }).click();
    },
  };
}

/** The words of a reply that is one paragraph; "" before it has any. */
export async function wordsOf(reply: Locator): Promise<string> {
  const [text = ""] = await reply.getByRole("paragraph").allInnerTexts();
  return text === "Writing …" ? "" : text.trim();
}
