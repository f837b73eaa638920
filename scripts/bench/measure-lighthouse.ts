import lighthouse from "lighthouse";
import type { Bench } from "./bench.ts";
import { freePort } from "./children.ts";
import { launchChromium } from "./chromium.ts";
import type { Signed } from "./people.ts";

const CATEGORIES = ["performance", "accessibility"] as const;
const GOALS = { performance: 90, accessibility: 100 };

/** Lighthouse as it comes: its mobile device, its simulated slow network and processor. */
export async function measureLighthouse({ figures, server }: Bench, reader: Signed): Promise<void> {
  const port = await freePort();
  const browser = await launchChromium([`--remote-debugging-port=${port}`]);
  try {
    for (const [path, cookie] of [
      ["/sign-in", null],
      ["/chat", reader.cookie],
    ] as const) {
      figures.begin();
      const run = await lighthouse(`${server.url}${path}`, {
        port,
        logLevel: "error",
        onlyCategories: [...CATEGORIES],
        ...(cookie === null ? {} : { extraHeaders: { cookie } }),
      });
      const report = run?.lhr;
      for (const category of CATEGORIES) {
        const score = report?.categories[category]?.score ?? null;
        figures.add("lighthouse", `${path}: ${category}`, score === null ? null : Math.round(score * 100), {
          unit: "of 100",
          goal: { atLeast: GOALS[category] },
          note: report === undefined ? "Lighthouse gave no report" : lostPoints(report, category),
        });
      }
    }
  } finally {
    await browser.close();
  }
}

type Report = NonNullable<Awaited<ReturnType<typeof lighthouse>>>["lhr"];

/** The weighted audits that are not perfect: where the points went. */
function lostPoints({ audits, categories }: Report, category: string): string {
  const imperfect = (categories[category]?.auditRefs ?? [])
    .map(({ id, weight }) => ({ weight, audit: audits[id] }))
    .filter(({ weight, audit }) => weight > 0 && audit?.score != null && audit.score < 1);
  return imperfect.map(({ audit }) => `${audit?.id} ${audit?.displayValue ?? audit?.score}`).join("; ");
}
