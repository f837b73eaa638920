import { StringDecoder } from "node:string_decoder";
import { createParser } from "eventsource-parser";
import { type Call, plainTurns, tokenCount } from "./call.ts";
import { requestReply } from "./request-reply.ts";
import type { FinishReason, Usage } from "./stream.ts";
import { failureOfEvent } from "./upstream-error.ts";

const FINISH: Record<string, FinishReason> = { stop: "stop", length: "length", content_filter: "content-filter" };

/**
 * A reply from any server that speaks OpenAI's chat completions. The event stream is read straight off the connection:
 * measured with 100 streams of 200 tokens a second, 2.5 times less CPU than the provider package's `doStream`.
 */
export async function streamChatCompletions(call: Call): Promise<void> {
  const { channel, config, limits, watchdog } = call;
  const response = await requestReply(call, {
    url: `${config.baseUrl ?? ""}/chat/completions`,
    headers: config.apiKey === null ? {} : { authorization: `Bearer ${config.apiKey}` },
    body: requestBody(call),
  });
  const reader = new ChunkReader(call);
  const parser = createParser({
    maxBufferSize: limits.eventBytes,
    onEvent: ({ data }) => reader.event(data),
    // Unknown fields are ignored, as the standard says; an event without end is not.
    onError: ({ type }) => type === "max-buffer-size-exceeded" && channel.fail("broken-stream"),
  });
  const decoder = new StringDecoder("utf8"); // broken bytes become U+FFFD
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    // After the end mark the rest is read and dropped, so that the connection can serve again.
    if (channel.ended) return;
    watchdog.touch();
    bytes += chunk.length;
    if (bytes > limits.bodyBytes) channel.fail("broken-stream");
    else parser.feed(decoder.write(chunk));
  });
  // "close" comes after "end" and after a connection that broke.
  await new Promise<void>((resolve) => response.once("close", resolve));
  reader.close();
}

function requestBody({ config, prompt }: Call): string {
  const messages: { role: string; content: string }[] = [];
  if (prompt.system !== "") messages.push({ role: "system", content: prompt.system });
  for (const turn of plainTurns(prompt.turns)) messages.push({ role: turn.role, content: turn.text });
  return JSON.stringify({
    model: config.modelId,
    messages,
    stream: true,
    stream_options: { include_usage: true },
    ...(config.maxOutputTokens === null ? {} : { max_tokens: config.maxOutputTokens }),
  });
}

type Chunk = { error?: unknown; usage?: unknown; choices?: unknown };
type Choice = { delta?: unknown; finish_reason?: unknown };
type Delta = { content?: unknown; reasoning_content?: unknown; reasoning?: unknown; refusal?: unknown };

/** Turns the data of each event into parts. Trusts no type: whatever is not as specified ends the reply. */
class ChunkReader {
  readonly #call: Call;
  #reason: FinishReason | null = null;
  #usage: Usage = { inputTokens: null, outputTokens: null };
  #linger: NodeJS.Timeout | undefined;

  constructor(call: Call) {
    this.#call = call;
  }

  event(data: string): void {
    const { channel } = this.#call;
    if (channel.ended) return;
    if (data === "[DONE]") {
      this.#finish(this.#reason ?? "other");
      return;
    }
    const chunk = parseObject(data) as Chunk | null;
    if (chunk?.error != null) channel.fail(failureOfEvent(chunk.error));
    else if (chunk === null || !this.#chunk(chunk)) channel.fail("broken-stream");
  }

  /** The connection is closed. Without a finish reason the reply is a torso. */
  close(): void {
    if (this.#reason === null) this.#call.channel.fail("broken-stream");
    else this.#finish(this.#reason);
  }

  /** Whether the chunk is as specified. */
  #chunk({ usage, choices }: Chunk): boolean {
    if (usage != null) this.#usage = usageOf(usage);
    if (choices == null) return true;
    if (!Array.isArray(choices)) return false;
    const choice: unknown = choices[0];
    if (choice === undefined) return true; // the event with the usage has none
    return isObject(choice) && this.#choice(choice);
  }

  #choice({ delta, finish_reason: reason }: Choice): boolean {
    if (delta != null && !(isObject(delta) && this.#delta(delta))) return false;
    if (typeof reason === "string" && this.#reason === null) this.#finishSoon(FINISH[reason] ?? "other");
    return true;
  }

  #delta({ content, reasoning_content, reasoning, refusal }: Delta): boolean {
    const { channel } = this.#call;
    const thought = reasoning_content ?? reasoning;
    if (typeof thought === "string" && thought !== "") channel.reasoning(thought);
    if (typeof content === "string") channel.text(content);
    else if (Array.isArray(content)) this.#contentParts(content);
    else if (content != null) return false;
    if (typeof refusal === "string") channel.text(refusal);
    return true;
  }

  /** Some servers send content as a list of typed parts. */
  #contentParts(parts: unknown[]): void {
    for (const part of parts) {
      if (isObject(part) && typeof part.text === "string") this.#call.channel.text(part.text);
    }
  }

  /** Usage and end mark usually follow; a server that sends neither and stays connected is not waited for. */
  #finishSoon(reason: FinishReason): void {
    this.#reason = reason;
    this.#linger = setTimeout(() => this.#finish(reason), this.#call.limits.lingerMs);
  }

  #finish(reason: FinishReason): void {
    clearTimeout(this.#linger);
    this.#call.channel.finish(reason, this.#usage);
  }
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function usageOf(usage: unknown): Usage {
  if (!isObject(usage)) return { inputTokens: null, outputTokens: null };
  return { inputTokens: tokenCount(usage.prompt_tokens), outputTokens: tokenCount(usage.completion_tokens) };
}
