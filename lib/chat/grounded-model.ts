import type { LanguageModel, Passage, Prompt, ReplyPart } from "#lib/models/stream.ts";
import { CitationFilter } from "./citation-filter.ts";
import { passagesBlock } from "./passages-block.ts";

/**
 * A model whose grounded replies stand on passages: they go to it as data before the question, and of the citations that
 * come back only those of passages stay. A reply without grounding passes through untouched.
 */
export function groundedModel(model: LanguageModel): LanguageModel {
  return {
    stream: (prompt, signal) =>
      prompt.grounding === undefined
        ? model.stream(prompt, signal)
        : cited(model.stream(told(prompt), signal), prompt.grounding.passages),
  };
}

/** The passages stand in the last question's own turn: many models take no two turns of one side in a row. */
function told(prompt: Prompt): Prompt {
  const { turns, grounding, language } = prompt;
  const last = turns.at(-1);
  if (last === undefined || grounding === undefined || grounding.passages.length === 0) return prompt;
  const text = `${passagesBlock(grounding.passages, language)}\n\n${last.text}`;
  return { ...prompt, turns: [...turns.slice(0, -1), { ...last, text }] };
}

/** A source comes right before the text that cites it first. When nothing was cited, all that was given comes at the end. */
async function* cited(parts: AsyncIterable<ReplyPart>, passages: readonly Passage[]): AsyncGenerator<ReplyPart> {
  const filter = new CitationFilter(passages.length);
  let shown = 0;
  let said = false;
  function* out(text: string): Generator<ReplyPart> {
    for (; shown < filter.cited.length; shown += 1) yield sourcePart(passages[filter.cited[shown] ?? 0], shown);
    if (text !== "") yield { type: "text", text };
  }
  for await (const part of parts) {
    if (part.type === "text") {
      said = true;
      yield* out(filter.push(part.text));
      continue;
    }
    if (part.type !== "reasoning") yield* out(filter.end());
    if (part.type === "finish" && said && shown === 0) yield* passages.map(sourcePart);
    yield part;
  }
  yield* out(filter.end());
}

function sourcePart(passage: Passage | undefined, at: number): ReplyPart {
  if (passage === undefined) throw new Error("A citation of a passage that was not given.");
  return { type: "source", source: { ...passage.source, id: String(at + 1) } };
}
