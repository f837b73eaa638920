import type { Bench } from "./bench.ts";
import { launchChromium } from "./chromium.ts";
import type { Signed } from "./people.ts";
import { sum } from "./statistics.ts";

/** Chunks that load when the page is idle still belong to its first load. */
const QUIET = 1_500;

/** Everything a browser with an empty cache really fetches for the chat page, by kind, as it travels. */
export async function measureJavaScript({ figures, server }: Bench, reader: Signed): Promise<void> {
  figures.begin();
  const browser = await launchChromium();
  try {
    const context = await browser.newContext();
    const [, name = "", value = ""] = reader.cookie.match(/^([^=]+)=(.*)$/) ?? [];
    await context.addCookies([{ name, value, url: server.url }]);
    const page = await context.newPage();
    const inspector = await context.newCDPSession(page);
    const kinds = new Map<string, string>();
    const sizes = new Map<string, number[]>();
    inspector.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
    inspector.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId) ?? "Other";
      sizes.set(kind, [...(sizes.get(kind) ?? []), encodedDataLength]);
    });
    await inspector.send("Network.enable");
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(`${server.url}/chat`, { waitUntil: "networkidle" });
    await page.waitForTimeout(QUIET);

    const kilobytes = (kind: string) => sum(sizes.get(kind) ?? []) / 1000;
    figures.add("js", "GET /chat: JavaScript of the first load (compressed)", kilobytes("Script"), {
      unit: "KB",
      goal: { atMost: 200 },
      note: [`${sizes.get("Script")?.length ?? 0} files, with their headers`, ...problems].join("; "),
    });
    const others = [...sizes.keys()].filter((kind) => kind !== "Script");
    figures.add("js", "GET /chat: everything else of the first load", sum(others.map(kilobytes)), {
      unit: "KB",
      note: others.map((kind) => `${kind} ${kilobytes(kind).toFixed(1)}`).join(", "),
    });
  } finally {
    await browser.close();
  }
}
