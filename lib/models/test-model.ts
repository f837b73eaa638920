import { fail, ok, type Result } from "#lib/platform/result.ts";
import { TEST_LIMITS } from "./limits.ts";
import { type OpenOptions, openModel } from "./open-model.ts";
import type { ModelConfig, ModelFailure } from "./stream.ts";

const ANSWER_CHARACTERS = 200;
/** Room for a model that thinks before it says its one word. */
const TEST_TOKENS = 512;

/**
 * Asks a model for one word. Answers the time to the whole reply in milliseconds and the beginning of what it said, which
 * is empty when it only thought.
 */
export async function testModel(
  config: ModelConfig,
  options: OpenOptions = { limits: TEST_LIMITS },
): Promise<Result<{ milliseconds: number; answer: string }, ModelFailure>> {
  const maxOutputTokens = Math.min(config.maxOutputTokens ?? TEST_TOKENS, TEST_TOKENS);
  const model = openModel({ ...config, maxOutputTokens }, options);
  const prompt = {
    system: "",
    turns: [{ role: "user", text: "Answer with the one word: ready" }],
    language: "en",
  } as const;
  const startedAt = performance.now();
  let answer = "";
  for await (const part of model.stream(prompt, new AbortController().signal)) {
    if (part.type === "failure") return fail(part.failure);
    if (part.type === "text" && answer.length < ANSWER_CHARACTERS) answer += part.text;
  }
  return ok({
    milliseconds: Math.round(performance.now() - startedAt),
    answer: answer.slice(0, ANSWER_CHARACTERS).toWellFormed().trim(),
  });
}
