import type { StreamLimits } from "./limits.ts";
import type { ReplyChannel } from "./reply-channel.ts";
import type { ModelConfig, Prompt, Turn } from "./stream.ts";
import type { Watchdog } from "./watchdog.ts";

/** One running reply, as a provider gets it: it pushes into `channel` and returns, or throws `UpstreamError`. */
export type Call = {
  config: ModelConfig;
  prompt: Prompt;
  limits: StreamLimits;
  channel: ReplyChannel;
  watchdog: Watchdog;
  /** Aborted when the reply has ended other than by the upstream's own end: whatever is still open must go. */
  signal: AbortSignal;
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds since 1970: what an HTTP date is compared with. */
  now: () => number;
};

/**
 * The turns as every server takes them: none empty (a reply that failed at once left one), and no two of the same person
 * in a row (many chat templates refuse that).
 */
export function plainTurns(turns: readonly Turn[]): Turn[] {
  const plain: Turn[] = [];
  for (const turn of turns) {
    if (turn.text.trim() === "") continue;
    const previous = plain.at(-1);
    if (previous?.role === turn.role) previous.text += `\n\n${turn.text}`;
    else plain.push({ ...turn });
  }
  return plain;
}

/** A count as an upstream states it; null when that is no count. */
export function tokenCount(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
}
