import type { IncomingMessage } from "node:http";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { type Call, plainTurns, tokenCount } from "./call.ts";
import { requestReply } from "./request-reply.ts";
import type { FinishReason } from "./stream.ts";
import { failureOfEvent, failureOfStatus, UpstreamError } from "./upstream-error.ts";

/** The packages share one model interface; its name lives in a package that is not ours to depend on. */
type SdkModel = ReturnType<ReturnType<typeof createAnthropic>>;
type SdkPrompt = Parameters<SdkModel["doStream"]>[0]["prompt"];
type SdkPart = Awaited<ReturnType<SdkModel["doStream"]>>["stream"] extends ReadableStream<infer Part> ? Part : never;

const OPENAI_URL = "https://api.openai.com/v1";
const ANTHROPIC_URL = "https://api.anthropic.com/v1";
/** How many chunks may wait for the provider package before the connection is paused. */
const WAITING_CHUNKS = 16;

/** A reply through the provider packages of the AI SDK, at the model level. */
export async function streamThroughSdk(call: Call): Promise<void> {
  const { config } = call;
  if (config.apiKey === null) throw new UpstreamError("no-key");
  const { stream } = await openStream(call, config.apiKey);
  const reader = stream.getReader();
  // Also after the end of the reply: read to its end, the connection serves again. A failure aborts the read.
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw error instanceof UpstreamError ? error : new UpstreamError("broken-stream");
    });
    if (done) return;
    pass(call, value);
  }
}

async function openStream(call: Call, apiKey: string) {
  const { config, prompt, signal } = call;
  try {
    return await sdkModel(call, apiKey).doStream({
      prompt: sdkPrompt(prompt),
      abortSignal: signal,
      ...(config.maxOutputTokens === null ? {} : { maxOutputTokens: config.maxOutputTokens }),
    });
  } catch (error) {
    throw ourOwn(error);
  }
}

/** What our own `fetch` threw, however often the packages wrapped it: they read the beginning of a body by themselves. */
function ourOwn(error: unknown): unknown {
  let inner = error;
  for (let depth = 0; depth < 5 && inner instanceof Error; depth += 1) {
    if (inner instanceof UpstreamError) return inner;
    inner = inner.cause;
  }
  return error;
}

/** Key and address are always given: left out, the packages would take them from the environment. */
function sdkModel(call: Call, apiKey: string): SdkModel {
  const { provider, modelId, baseUrl } = call.config;
  const fetch = fetchThrough(call);
  if (provider === "anthropic") return createAnthropic({ apiKey, baseURL: baseUrl ?? ANTHROPIC_URL, fetch })(modelId);
  // Chat completions, not responses: the latter keeps what was said on the provider's side unless told otherwise.
  return createOpenAI({ apiKey, baseURL: baseUrl ?? OPENAI_URL, fetch }).chat(modelId);
}

function sdkPrompt({ system, turns }: Call["prompt"]): SdkPrompt {
  const messages: SdkPrompt = [];
  if (system !== "") messages.push({ role: "system", content: system });
  for (const { role, text } of plainTurns(turns)) messages.push({ role, content: [{ type: "text", text }] });
  return messages;
}

const FINISH: Record<string, FinishReason> = { stop: "stop", length: "length", "content-filter": "content-filter" };

function pass({ channel }: Call, part: SdkPart): void {
  if (part.type === "text-delta") channel.text(part.delta);
  else if (part.type === "reasoning-delta") channel.reasoning(part.delta);
  else if (part.type === "error") channel.fail(failureOfPart(part.error));
  else if (part.type === "finish") {
    const { unified } = part.finishReason;
    const usage = {
      inputTokens: tokenCount(part.usage.inputTokens.total),
      outputTokens: tokenCount(part.usage.outputTokens.total),
    };
    if (unified === "error" || unified === "interrupted") channel.fail("broken-stream");
    else channel.finish(FINISH[unified] ?? "other", usage);
  }
}

/** An `Error` is the package's own complaint about what it read; anything else is the error the server sent. */
function failureOfPart(error: unknown) {
  if (error instanceof Error) return "broken-stream";
  const failure = failureOfEvent(error);
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return failure === "failed" && typeof status === "number" ? failureOfStatus(status, "", true) : failure;
}

/** `fetch` for the packages: our request, guarded and retried, as a `Response` that streams. */
function fetchThrough(call: Call): typeof globalThis.fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const headers = Object.fromEntries(new Headers(init?.headers));
    const response = await requestReply(call, { url, headers, body: String(init?.body) });
    return new Response(guardedBody(call, response), {
      headers: { "content-type": response.headers["content-type"] ?? "text/event-stream" },
    });
  };
}

/** The packages' parsers wait for the end of an event without a bound, and so the bound is here. */
function guardedBody({ limits, watchdog, signal }: Call, response: IncomingMessage): ReadableStream<Uint8Array> {
  let bytes = 0;
  let sinceEvent = 0;
  let open = true;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const end = (broken: boolean) => {
          if (!open) return;
          open = false;
          if (!broken) return controller.close();
          response.destroy();
          controller.error(new UpstreamError("broken-stream"));
        };
        response.on("data", (chunk: Buffer) => {
          if (!open) return;
          watchdog.touch();
          bytes += chunk.length;
          sinceEvent = endsEvent(chunk) ? 0 : sinceEvent + chunk.length;
          if (bytes > limits.bodyBytes || sinceEvent > limits.eventBytes) return end(true);
          controller.enqueue(chunk);
          if ((controller.desiredSize ?? 0) <= 0) response.pause();
        });
        response.once("end", () => end(false));
        response.once("close", () => end(true));
        signal.addEventListener("abort", () => end(true), { once: true });
      },
      pull() {
        response.resume();
      },
      cancel() {
        open = false;
        response.destroy();
      },
    },
    { highWaterMark: WAITING_CHUNKS },
  );
}

/** Whether an event ends in this chunk. An end that lies across two chunks is missed, which only shortens the patience. */
function endsEvent(chunk: Buffer): boolean {
  return chunk.includes("\n\n") || chunk.includes("\n\r\n");
}
