import { createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { connect } from "#db/client.ts";
import { ChangeFeed } from "#lib/platform/change-feed.ts";
import { closeDatabase, database, driver } from "#lib/platform/database.ts";
import { forgetProcessState, processState } from "#lib/platform/process-state.ts";

const url = process.env.DATABASE_URL as string;
/** Where nothing listens. */
const nowhere = "postgres://nobody@127.0.0.1:1/nothing";

type Pool = ReturnType<typeof connect>;
const current = (): Pool => ({ sql: driver(), db: database() });
function use(pool: Pool): void {
  forgetProcessState("database");
  processState("database", () => pool);
}

let heard: string[];
let feed: ChangeFeed;
let own: Pool;
let others: Pool[];
beforeEach(async () => {
  [heard, own, others] = [[], current(), []];
  feed = new ChangeFeed("change_feed_test", (payload) => heard.push(payload));
  await expect.poll(() => feed.settled().then(() => feed.isLive()), { timeout: 30_000 }).toBe(true);
});
afterEach(async () => {
  use(own);
  await Promise.all([closeDatabase(), ...others.map(({ sql }) => sql.end({ timeout: 0 }))]);
});

/** From here on the process's database is this one; what was open stays open. Answers how to go back. */
function useDatabase(address: string, max = 5): () => void {
  const [before, other] = [current(), connect(address, { max })];
  others.push(other);
  use(other);
  return () => use(before);
}

test("a feed that settled has heard what was announced before, and is live", async () => {
  await driver().notify("change_feed_test", "one");
  await feed.settled();
  expect(heard).toContain("one");
  expect(feed.isLive()).toBe(true);
});

test("when no sign of life can be sent, nobody trusts the feed, however lately it was heard", async () => {
  const back = useDatabase(nowhere);
  await feed.settled();
  expect(feed.isLive()).toBe(false);
  back();
  await expect.poll(() => feed.isLive(), { timeout: 30_000, message: "it comes back by itself" }).toBe(true);
});

test("a database that takes calls and never answers is waited for half a second, then the feed is not live", async () => {
  const sockets: Socket[] = [];
  const mute = createServer((socket) => void sockets.push(socket.on("error", () => {}).resume()));
  await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    mute.close();
  });
  useDatabase(`postgres://nobody@127.0.0.1:${(mute.address() as { port: number }).port}/nothing`);
  expect(await Promise.race([feed.settled(), pause(5_000, "waited on")])).toBeUndefined();
  expect(feed.isLive()).toBe(false);
});

test("an answer counts from when it was asked for: one that was long on its way proves nothing of now", async () => {
  useDatabase(url, 1);
  await pause(600); // quiet for so long that a sign of life is asked for
  const busy = driver()`select pg_sleep(1.2)`.execute(); // the one connection
  feed.isLive();
  await busy;
  // Sent behind the sign of life, so heard after it.
  await driver().notify("change_feed_test", "behind");
  await expect.poll(() => heard, { interval: 1, timeout: 30_000 }).toContain("behind");
  expect(feed.isLive()).toBe(false);
});

test("an answer to an earlier question does not restore the trust that a later one cost", async () => {
  useDatabase(url, 1);
  await pause(600);
  const busy = driver()`select pg_sleep(0.3)`.execute();
  feed.isLive(); // asks, and waits behind that
  const back = useDatabase(nowhere);
  await feed.settled();
  back();
  await busy;
  await driver().notify("change_feed_test", "behind");
  await expect.poll(() => heard, { interval: 1, timeout: 30_000 }).toContain("behind");
  expect(feed.isLive()).toBe(false);
});
