import type { IncomingMessage } from "node:http";
import type { Call } from "./call.ts";
import { openUpstream } from "./safe-fetch.ts";
import { failureOfEvent, failureOfStatus, UpstreamError } from "./upstream-error.ts";

export type ReplyRequest = { url: string; headers: Readonly<Record<string, string>>; body: string };

/** Without a wish of the server: the first pause, doubled for the second. */
const FIRST_PAUSE_MS = 1000;
/** Statuses of a server that is busy now and fine later; 529 is Anthropic's "overloaded". */
const BUSY = new Set([429, 503, 529]);

/**
 * Asks for a streamed reply. A busy server is asked again after the time it names, within `limits.retries` and
 * `limits.retryTotalMs`. Answers only a success whose body is plain bytes that may be an event stream; everything else throws {@link UpstreamError}.
 */
export async function requestReply(call: Call, { url, headers, body }: ReplyRequest): Promise<IncomingMessage> {
  const address = URL.parse(url);
  if (address === null) throw new UpstreamError("unreachable");
  const { limits, signal } = call;
  let waited = 0;
  for (let attempt = 0; ; attempt += 1) {
    const response = await openUpstream({ url: address, headers, body, signal, connectMs: limits.connectMs });
    // A response without a listener would throw when its connection breaks; whoever reads it adds a listener that acts.
    response.on("error", () => {});
    call.watchdog.expect("chunks");
    if (response.statusCode === 200) return await onlyEventStream(call, response);
    const failure = await failureOf(call, response);
    const pause = pauseBefore(response, attempt, call.now());
    const again = failure === "rate-limited" && BUSY.has(response.statusCode ?? 0) && attempt < limits.retries;
    if (!again || waited + pause > limits.retryTotalMs) throw new UpstreamError(failure);
    waited += pause;
    await call.wait(pause, signal);
    call.watchdog.expect("first-byte");
  }
}

async function onlyEventStream(call: Call, response: IncomingMessage): Promise<IncomingMessage> {
  const type = response.headers["content-type"] ?? "";
  const encoding = response.headers["content-encoding"] ?? "identity";
  // We asked for no compression; unpacking would let a few kilobytes become gigabytes.
  if (encoding === "identity" && !/^(?:text\/html|application\/json)/i.test(type)) return response;
  const said = await readRefusal(call, response);
  throw new UpstreamError(/"error"/.test(said) ? failureOfEvent(said) : "broken-stream");
}

async function failureOf(call: Call, response: IncomingMessage) {
  const said = await readRefusal(call, response);
  return failureOfStatus(response.statusCode ?? 0, said, call.config.apiKey !== null);
}

/** Reads at most `limits.errorBytes` of a refusal. What is longer, or breaks off, is cut: a reason is still a reason. */
async function readRefusal({ limits }: Call, response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= limits.errorBytes) break; // leaving the loop closes the connection
    }
  } catch {
    // The status alone has to do.
  }
  return Buffer.concat(chunks).toString("utf8", 0, limits.errorBytes);
}

/** Milliseconds to wait: `retry-after-ms` (OpenAI), `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), else our own. */
function pauseBefore({ headers }: IncomingMessage, attempt: number, now: number): number {
  const exact = Number(headers["retry-after-ms"] ?? Number.NaN);
  if (Number.isFinite(exact)) return Math.max(0, exact);
  const after = headers["retry-after"];
  if (after === undefined) return FIRST_PAUSE_MS * 2 ** attempt;
  if (/^\d+(?:\.\d+)?$/.test(after)) return Number(after) * 1000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? FIRST_PAUSE_MS * 2 ** attempt : Math.max(0, date - now);
}
