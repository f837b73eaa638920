import type { Job, Reply } from "./job.ts";
import { runRequests } from "./requests.ts";
import { runStreams } from "./streams.ts";

// A process of its own, so that the load neither waits for the bench nor the bench's own work shows in the figures.
process.on("message", async (job: Job) => {
  const reply: Reply = await run(job).catch((error: unknown) => ({ ok: false, message: String(error) }));
  process.send?.(reply);
});
process.on("disconnect", () => process.exit());

async function run(job: Job): Promise<Reply> {
  return { ok: true, result: job.kind === "streams" ? await runStreams(job) : await runRequests(job) };
}
