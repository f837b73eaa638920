import { once } from "node:events";
import { type Child, startNode } from "../children.ts";
import type { Job, Reply, ResultOf } from "./job.ts";

const file = new URL("./client.ts", import.meta.url).pathname;

/** The process that makes load: takes one job at a time. */
export class LoadClient {
  readonly #child: Child = startNode([file], { ipc: true });

  async run<J extends Job>(job: J): Promise<ResultOf<J>> {
    const ended = new AbortController();
    const lost = once(this.#child.process, "exit", { signal: ended.signal }).then(() => {
      throw new Error(`The load client ended:\n${this.#child.lastLines.join("\n")}`);
    });
    const answered = once(this.#child.process, "message", { signal: ended.signal });
    this.#child.process.send(job);
    const [reply] = (await Promise.race([answered, lost])) as [Reply];
    lost.catch(() => {});
    ended.abort();
    if (!reply.ok) throw new Error(reply.message);
    return reply.result as ResultOf<J>;
  }
}
