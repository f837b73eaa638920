import type { Db } from "#db/client.ts";
import type { Grounding, ModelConfig, Passage, Prompt, Turn } from "#lib/models/stream.ts";
import { withoutCitations } from "./citation-filter.ts";
import { groundingRules } from "./grounding-rules.ts";
import { frameLength } from "./passages-block.ts";
import { readBranch } from "./queries.ts";

/** A rough measure that errs to the safe side for European languages and code. */
const CHARACTERS_PER_TOKEN = 3;
/** No model is told more turns than these, however short they are. */
const MOST_TURNS = 200;
/** Share of the context that the conversation may fill; the rest is for the answer. */
const CONTEXT_SHARE = 0.75;
/** Share of that for passages, at the most. */
const PASSAGES_SHARE = 0.5;

const SYSTEM = {
  en: "You are a helpful assistant in a workplace. Answer in the language of the question, in Markdown where it helps. Say so when you do not know.",
  de: "Du bist ein hilfreicher Assistent am Arbeitsplatz. Antworte in der Sprache der Frage, in Markdown, wo es hilft. Sag es, wenn du etwas nicht weißt.",
};

/** What a model is told of a conversation; `citesDocuments`: whether replies in it stand on documents. */
export type History = { turns: Turn[]; citesDocuments: boolean };

/** The history of a conversation that begins with this message. */
export function firstTurn(text: string): History {
  return { turns: [{ role: "user", text }], citesDocuments: false };
}

/** The branch that ends in a message, as turns. Earlier citations go: their numbers would be taken for today's. */
export async function readTurns(
  db: Db,
  scope: { conversationId: string; ownerId: string; messageId: string },
): Promise<History> {
  const branch = await readBranch(db, scope, MOST_TURNS);
  let citesDocuments = false;
  const turns = branch.map(({ author, parts }): Turn => {
    const text = parts.flatMap((part) => (part.type === "text" ? part.text : [])).join("");
    const sources = parts.flatMap((part) => (part.type === "source" ? part.href : []));
    citesDocuments ||= sources.some((href) => href.startsWith("/documents/"));
    if (author === "person") return { role: "user", text };
    return { role: "assistant", text: sources.length === 0 ? text : withoutCitations(text) };
  });
  return { turns, citesDocuments };
}

/** What is sent to the model: as many passages and as many of the last turns as fit its context. */
export function buildPrompt(
  turns: readonly Turn[],
  model: ModelConfig,
  language: "en" | "de",
  grounding: Grounding | null = null,
): Prompt {
  const budget = model.contextTokens * CONTEXT_SHARE * CHARACTERS_PER_TOKEN;
  if (grounding === null) return { system: SYSTEM[language], turns: fitting(turns, budget), language };
  const left = budget - (turns.at(-1)?.text.length ?? 0);
  const passages = fittingPassages(grounding.passages, Math.min(left, budget * PASSAGES_SHARE));
  const used = passages.reduce((sum, passage) => sum + frameLength(passage) + passage.text.length, 0);
  return {
    system: `${SYSTEM[language]}\n\n${groundingRules({ ...grounding, passages }, language)}`,
    turns: fitting(turns, budget - used),
    language,
    grounding: { ...grounding, passages },
  };
}

/** The best passages within `budget` characters; of one that does not fit, what of it answers best. */
export function fittingPassages(passages: readonly Passage[], budget: number): Passage[] {
  let left = budget;
  return passages.flatMap((passage) => {
    const texts = [passage.text, passage.source.quote].map((text) => ({ ...passage, text }));
    const fits = texts.find((one) => frameLength(one) + one.text.length <= left);
    if (fits === undefined) return [];
    left -= frameLength(fits) + fits.text.length;
    return fits;
  });
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
