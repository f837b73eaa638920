import { argon2Sync, randomBytes } from "node:crypto";
import type { Bench } from "./bench.ts";
import type { RequestJob } from "./load/job.ts";
import { makeCrowd, type Signed, signIn } from "./people.ts";
import { memory } from "./process-figures.ts";
import { median, percentile } from "./statistics.ts";

const CROWD = 50;
const ALONE = 8;
const goals = { beside: 15, peak: 600, page: 300 };

/** One person's sign-in beside the hash itself, and fifty people's at the same moment while somebody opens chats. */
export async function measureSignIn({ figures, load, server }: Bench, reader: Signed): Promise<void> {
  const crowd = await makeCrowd(server, CROWD);
  const [first] = crowd;
  if (first === undefined) throw new Error("There is no crowd.");
  // Somebody in their own browser, as on most days: nobody has to be told of it by mail.
  const browser = new Map<string, string>();
  await signIn(server, first, browser);

  figures.begin();
  const hash: number[] = [];
  const whole: number[] = [];
  // By turns, so that both see the same machine.
  for (let n = 0; n < ALONE; n += 1) {
    hash.push(await timed(async () => void hashOnce()));
    whole.push((await signIn(server, first, browser)).milliseconds);
  }
  const alone = median(hash) ?? Number.NaN;
  const all = median(whole) ?? Number.NaN;
  figures.add("sign-in", "one sign-in, beside its hash", all - alone, {
    unit: "ms",
    goal: { atMost: goals.beside },
    note: `the whole ${all.toFixed(0)} ms; argon2id alone ${alone.toFixed(0)} ms`,
  });

  const url = `${server.url}/chat`;
  const headers = { cookie: reader.cookie, accept: "text/html" };
  let done = false;
  const chats: number[] = [];
  const reading = (async () => {
    while (!done) {
      const job: RequestJob = { kind: "requests", url, headers, connections: 1, until: { requests: 1 } };
      chats.push(...(await load.run(job)).latencies);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  figures.begin();
  const took = await timed(() => Promise.all(crowd.map((person) => signIn(server, person))));
  done = true;
  await reading;
  figures.add("sign-in", `${CROWD} people at the same moment: chat page meanwhile, p95`, percentile(chats, 95), {
    unit: "ms",
    goal: { atMost: goals.page },
    note: `${chats.length} pages, one after the other; all were in after ${(took / 1000).toFixed(1)} s`,
  });
  figures.add("sign-in", `${CROWD} people at the same moment: peak memory of the server`, memory(server.pid).peak, {
    unit: "MiB",
    goal: { atMost: goals.peak },
    note: "the most since it started",
  });
}

/** What NUMBERS asks of a password's hash, on one thread of this process. */
function hashOnce(): void {
  const of = { message: Buffer.from("a password"), nonce: randomBytes(16), tagLength: 32 };
  argon2Sync("argon2id", { ...of, parallelism: 1, memory: 64 * 1024, passes: 3 });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
