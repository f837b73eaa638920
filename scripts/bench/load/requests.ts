import { Agent, request } from "node:http";
import type { RequestJob, RequestResult } from "./job.ts";

/** Asks for one page on several connections, each as fast as the answers come. */
export async function runRequests(job: RequestJob): Promise<RequestResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: job.connections });
  const result: RequestResult = { requests: 0, seconds: 0, latencies: [], bytes: 0, statuses: {} };
  const from = performance.now();
  let begun = 0;
  const more = () => {
    if ("requests" in job.until) return begun < job.until.requests;
    return performance.now() - from < job.until.seconds * 1000;
  };
  async function oneConnection(): Promise<void> {
    while (more()) {
      begun += 1;
      await oneRequest(job, agent, result);
    }
  }
  await Promise.all(Array.from({ length: job.connections }, oneConnection));
  result.seconds = (performance.now() - from) / 1000;
  agent.destroy();
  return result;
}

function oneRequest({ url, headers }: RequestJob, agent: Agent, result: RequestResult): Promise<void> {
  return new Promise((resolve) => {
    const from = performance.now();
    const end = (status: string, bytes: number) => {
      result.requests += 1;
      result.latencies.push(performance.now() - from);
      result.statuses[status] = (result.statuses[status] ?? 0) + 1;
      result.bytes = bytes;
      resolve();
    };
    const asked = request(url, { agent, headers }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.once("end", () => end(String(response.statusCode), bytes));
      response.once("error", (error) => end(error.message, 0));
    });
    asked.once("error", (error) => end(error.message, 0));
    asked.end();
  });
}
