import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext } from "@playwright/test";
import { test as base } from "./house.ts";

/** The line between browser and server. Going offline in the browser alone leaves what is open already untouched. */
export type Line = {
  url: string;
  /** No request leaves any more, and every open connection breaks in the middle. */
  cut(context: BrowserContext): Promise<void>;
  mend(context: BrowserContext): Promise<void>;
};

/** A forward proxy for plain HTTP that a test can break. */
async function startLine(): Promise<Line & { close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? "");
    const { method, headers } = incoming;
    const onward = ask({ host: url.hostname, port: url.port, path: url.pathname + url.search, method, headers });
    onward.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.on("error", () => outgoing.destroy());
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async cut(context) {
      await context.setOffline(true);
      server.closeAllConnections();
    },
    mend: (context) => context.setOffline(false),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A test whose browser reaches the instance over a line that can be cut. */
export const test = base.extend<{ line: Line }>({
  line: async ({}, use) => {
    const line = await startLine();
    await use(line);
    await line.close();
  },
  proxy: async ({ line }, use) => use({ server: line.url, bypass: "<-loopback>" }),
});

/** What a browser says by itself about requests that could not leave. */
export const ofTheNetwork = (said: string) => said.includes("net::ERR_");
