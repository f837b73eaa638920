import type { Browser, Locator, Page } from "@playwright/test";
import { talks } from "#lib/demo/organisation.ts";
import { aConversation } from "#tests/support/factories.ts";
import { chatOn } from "./chat-page.ts";
import { expect, test } from "./house.ts";

const MESSAGES = 2_000;
/** Elements in the whole document, however many messages were loaded. */
const MOST_ELEMENTS = 3_000;
/** Milliseconds in which the end of the conversation must be in sight. */
const OPEN_WITHIN = 2_500;
/** Milliseconds of work for which the page may not answer; twice what it takes on a quiet machine of two cores. */
const LONGEST_TASK = 400;

// Its pictures of the page before and after each step would be most of what is measured here.
test.use({ trace: "off" });

const rich =
  "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```ts\nconst total = rows.length;\n```\n\nWith *some* **words** and $a^2$.";

/** Messages as a long conversation has them, some with tables, code and formulas; each begins with its number. */
function manyTexts(count: number): string[] {
  const turns = talks.flatMap((talk) => talk.turns);
  return Array.from({ length: count }, (_, at) => {
    const text = at % 20 === 19 ? rich : (turns[at % turns.length] ?? "").slice(0, at % 10 === 7 ? 1_000 : 240);
    return `Number ${at + 1}.\n\n${text}`;
  });
}

type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args: { name?: string };
};

/**
 * The longest task of a page's main thread while `work` runs: `cpu` in milliseconds of its own work, so that a busy
 * machine does not change it, and `wall` as the browser's list of long tasks has it, 0 when none took over 50 ms.
 */
async function longestTask(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<{ cpu: number; wall: number }> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
    });
  });
  await browser.startTracing(page, { categories: ["-*", "toplevel"] });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const wall = await page.evaluate(() => Math.max(0, ...(window as never as { longTasks: number[] }).longTasks));
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const named = trace.traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const main = new Set(named.map(thread));
  const tasks = trace.traceEvents.filter((event) => event.ph === "X" && main.has(thread(event)));
  expect(tasks.length, "the trace has seen the page at work").toBeGreaterThan(100);
  // The two clocks are not read at the same moment, so the thread's may say more than has passed.
  const spent = tasks.map(({ dur = 0, tdur = 0 }) => Math.min(dur, tdur));
  return { cpu: Math.round(Math.max(...spent) / 1_000), wall: Math.round(wall) };
}

const elements = (page: Page) => page.evaluate(() => document.querySelectorAll("*").length);
const measured = (description: string) => test.info().annotations.push({ type: "measured", description });

test("a conversation of 2,000 messages opens at its end, loads to its beginning by the wheel and stays smooth, as does typing", async ({
  page,
  browser,
  signedIn,
}) => {
  test.setTimeout(120_000);
  const guest = await signedIn();
  const { id } = await aConversation(guest, { title: "The long one", texts: manyTexts(MESSAGES) });
  const chat = chatOn(page);
  await chat.open();
  const started = Date.now();
  await page.goto(`/chat/${id}`, { waitUntil: "commit" });
  await expect(chat.log.getByText(`Number ${MESSAGES}.`)).toBeInViewport();
  const opened = Date.now() - started;
  measured(`opened after ${opened} ms`);
  expect(opened).toBeLessThan(OPEN_WITHIN);
  await expect(chat.composer, "the page is alive").toBeFocused();

  await chat.log.hover();
  const first = chat.log.getByText("Number 1.");
  let most = 0;
  const scrolling = await longestTask(browser, page, () =>
    expect(async () => {
      for (let turn = 0; turn < 5; turn += 1) await page.mouse.wheel(0, -2_500);
      most = Math.max(most, await elements(page));
      expect(await first.count()).toBe(1);
    }).toPass({ intervals: [0], timeout: 80_000 }),
  );
  // The last window has only just arrived above what was in view.
  await expect(async () => {
    await page.mouse.wheel(0, -2_000);
    await expect(first).toBeInViewport({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  measured(`scrolling: longest task ${scrolling.cpu} ms of work, ${scrolling.wall} ms; at most ${most} elements`);
  expect(scrolling.cpu).toBeLessThanOrEqual(LONGEST_TASK);
  expect(most).toBeLessThanOrEqual(MOST_ELEMENTS);

  const typed = "Typing stays quick, whatever has been loaded above it.";
  const typing = await longestTask(browser, page, () => chat.composer.pressSequentially(typed, { delay: 15 }));
  measured(`typing: longest task ${typing.cpu} ms of work, ${typing.wall} ms`);
  expect(typing.cpu).toBeLessThanOrEqual(LONGEST_TASK / 4);

  await chat.choose("Kind");
  const answering = await longestTask(browser, page, async () => {
    await chat.composer.press("Enter");
    await expect(chat.questions.last(), "sending leads back to the end").toContainText(typed);
    await expect(chat.questions.last()).toBeInViewport();
    await chat.finished();
  });
  measured(`answering: longest task ${answering.cpu} ms of work, ${answering.wall} ms`);
  expect(answering.cpu).toBeLessThanOrEqual(LONGEST_TASK);
});

test("what one reads does not move when earlier messages arrive above it", async ({ page, signedIn }) => {
  const guest = await signedIn();
  const { id } = await aConversation(guest, { texts: manyTexts(300) });
  const chat = chatOn(page);
  const held: (() => void)[] = [];
  let hold = false;
  await page.route("**/messages?before=*", async (route) => {
    if (hold) await new Promise<void>((resolve) => held.push(resolve));
    await route.continue();
  });
  await chat.open(id);
  await expect(chat.composer, "the page is alive").toBeFocused();
  await chat.log.hover();
  for (let window = 0; window < 3; window += 1) {
    hold = true;
    await expect(async () => {
      await page.mouse.wheel(0, -700);
      expect(held.length).toBeGreaterThan(0);
    }).toPass({ intervals: [50] });
    await settled(chat.log);
    const reading = await inSight(chat.log);
    const height = await chat.log.evaluate((log) => log.scrollHeight);
    const top = await topOf(reading);
    hold = false;
    for (const release of held.splice(0)) release();
    await expect.poll(() => chat.log.evaluate((log) => log.scrollHeight)).toBeGreaterThan(height);
    expect(Math.abs((await topOf(reading)) - top)).toBeLessThanOrEqual(1);
  }
});

const topOf = async (locator: Locator) => (await locator.boundingBox())?.y ?? Number.NaN;

/** Waits until the wheel has run out. */
async function settled(log: Locator): Promise<void> {
  let before = Number.NaN;
  const still = async () => {
    const known = before;
    before = await log.evaluate((box) => box.scrollTop);
    return before === known;
  };
  await expect.poll(still, { intervals: [150] }).toBe(true);
}

/** A message that begins inside the window. */
async function inSight(log: Locator): Promise<Locator> {
  const number = await log.evaluate((box) => {
    const { top } = box.getBoundingClientRect();
    const articles = [...box.querySelectorAll("article")];
    const seen = articles.find((article) => article.getBoundingClientRect().top > top);
    return /Number \d+\./.exec(seen?.textContent ?? "")?.[0];
  });
  return log.getByText(number ?? "no message begins in sight");
}
