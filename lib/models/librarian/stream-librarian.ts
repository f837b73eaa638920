import type { Call } from "../call.ts";
import { composeAnswer } from "./compose-answer.ts";

/** Between two pieces, in milliseconds: fast, and still seen to be written. */
const PAUSE_MS = 8;
/** The answer is complete long before this many pauses add up to a second. */
const MOST_PIECES = 100;

/** A reply by the librarian: the citations first, then the text word by word. Needs no network and has no usage. */
export async function streamLibrarian({ channel, prompt, wait, signal }: Call): Promise<void> {
  const question = prompt.turns.findLast(({ role }) => role === "user")?.text ?? "";
  const { text, sources } = composeAnswer(question, prompt.language, prompt.grounding);
  for (const source of sources) channel.source(source);
  const pieces = text.match(/\s*\S+\s*/g) ?? [];
  const atOnce = Math.ceil(pieces.length / MOST_PIECES);
  for (let next = 0; next < pieces.length && !channel.ended; next += atOnce) {
    if (next > 0) await wait(PAUSE_MS, signal);
    channel.text(pieces.slice(next, next + atOnce).join(""));
  }
  channel.finish("stop", { inputTokens: null, outputTokens: null });
}
