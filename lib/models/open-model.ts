import { setTimeout as delay } from "node:timers/promises";
import { log } from "#lib/platform/log.ts";
import type { Call } from "./call.ts";
import { streamChatCompletions } from "./chat-completions.ts";
import { streamLibrarian } from "./librarian/stream-librarian.ts";
import { STREAM_LIMITS, type StreamLimits } from "./limits.ts";
import { ReplyChannel } from "./reply-channel.ts";
import { streamThroughSdk } from "./sdk-stream.ts";
import type { LanguageModel, ModelConfig, Prompt, Provider } from "./stream.ts";
import { UpstreamError } from "./upstream-error.ts";
import { Watchdog } from "./watchdog.ts";

/** What tests replace; everybody else leaves it out. */
export type OpenOptions = {
  limits?: StreamLimits;
  wait?: Call["wait"];
  now?: Call["now"];
};

/** Pushes a whole reply into the channel of the call. May throw: an `UpstreamError` says what went wrong, anything else is "failed". */
const streams: Record<Provider, (call: Call) => Promise<void>> = {
  librarian: streamLibrarian,
  openai: streamThroughSdk,
  anthropic: streamThroughSdk,
  "openai-compatible": streamChatCompletions,
};

/** The model behind a configuration. Holds no connection and may be made for every reply. */
export function openModel(config: ModelConfig, options: OpenOptions = {}): LanguageModel {
  return {
    stream: (prompt, signal) => ({ [Symbol.asyncIterator]: () => startReply(config, options, prompt, signal) }),
  };
}

function startReply(config: ModelConfig, options: OpenOptions, prompt: Prompt, stopped: AbortSignal): ReplyChannel {
  const limits = options.limits ?? STREAM_LIMITS;
  const upstream = new AbortController();
  const stop = () => channel.stop();
  const channel = new ReplyChannel(limits, (finished) => {
    stopped.removeEventListener("abort", stop);
    watchdog.stop();
    if (!finished) return upstream.abort();
    // The upstream is at its end, but its last bytes may still be on the way; read to the end, a connection serves again.
    const patience = setTimeout(() => upstream.abort(), limits.lingerMs);
    void running.then(() => clearTimeout(patience));
  });
  const watchdog = new Watchdog(limits, () => channel.fail("timed-out"));
  const wait: Call["wait"] = options.wait ?? ((milliseconds, signal) => delay(milliseconds, undefined, { signal }));
  const now = options.now ?? Date.now;
  const call: Call = { config, prompt, limits, channel, watchdog, signal: upstream.signal, wait, now };
  const running = run(call, stopped);
  stopped.addEventListener("abort", stop);
  return channel;
}

async function run(call: Call, stopped: AbortSignal): Promise<void> {
  // Later than `startReply`, so that a reply that ends at once finds everything in place.
  await null;
  const { channel } = call;
  if (stopped.aborted) return channel.stop();
  try {
    await streams[call.config.provider](call);
    channel.fail("broken-stream"); // without effect when it has ended, which it has unless there is a bug
  } catch (error) {
    if (!(error instanceof UpstreamError) && !channel.ended) report(error, call.config.id);
    channel.fail(error instanceof UpstreamError ? error.failure : "failed");
  }
}

/** A fault of ours or of a package. Its message is left out: it may quote what was said. */
function report(error: unknown, modelId: string): void {
  const at = error instanceof Error ? error.stack?.split("\n").find((line) => line.startsWith("    at ")) : undefined;
  log().error(
    { modelId, kind: error instanceof Error ? error.constructor.name : typeof error, at: at?.trim() },
    "a reply failed inside",
  );
}
