import type { Db } from "#db/client.ts";
import type { ModelConfig, Prompt, Turn } from "#lib/models/stream.ts";
import { readBranch } from "./queries.ts";

/** A rough measure that errs to the safe side for European languages and code. */
const CHARACTERS_PER_TOKEN = 3;
/** No model is told more turns than these, however short they are. */
const MOST_TURNS = 200;
/** Share of the context that the conversation may fill; the rest is for the answer. */
const CONTEXT_SHARE = 0.75;

const SYSTEM = {
  en: "You are a helpful assistant in a workplace. Answer in the language of the question, in Markdown where it helps. Say so when you do not know.",
  de: "Du bist ein hilfreicher Assistent am Arbeitsplatz. Antworte in der Sprache der Frage, in Markdown, wo es hilft. Sag es, wenn du etwas nicht weißt.",
};

/** What the model is told of a conversation that begins with this message. */
export function firstTurn(text: string): Turn[] {
  return [{ role: "user", text }];
}

/** The branch that ends in a message, as turns. */
export async function readTurns(
  db: Db,
  scope: { conversationId: string; ownerId: string; messageId: string },
): Promise<Turn[]> {
  const branch = await readBranch(db, scope, MOST_TURNS);
  return branch.map(({ author, parts }) => ({
    role: author === "person" ? "user" : "assistant",
    text: parts.flatMap((part) => (part.type === "text" ? part.text : [])).join(""),
  }));
}

/** What is sent to the model: as many of the last turns as fit its context. */
export function buildPrompt(turns: readonly Turn[], model: ModelConfig, language: "en" | "de"): Prompt {
  const budget = model.contextTokens * CONTEXT_SHARE * CHARACTERS_PER_TOKEN;
  return { system: SYSTEM[language], turns: fitting(turns, budget), language };
}

/** The last turns within `budget` characters; the very last always, and never an answer without its question. */
export function fitting(turns: readonly Turn[], budget: number): Turn[] {
  let used = 0;
  let first = turns.length;
  while (first > 0) {
    used += turns[first - 1]?.text.length ?? 0;
    if (used > budget && first < turns.length) break;
    first -= 1;
  }
  while (first < turns.length - 1 && turns[first]?.role === "assistant") first += 1;
  // An answer that never came has no text, and providers refuse empty turns.
  return turns.slice(first).filter((turn) => turn.text !== "");
}
