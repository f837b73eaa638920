import { mayReceive, stricter } from "#lib/access/labels.ts";
import type { Box } from "#lib/crypto/box.ts";
import { raiseLabel } from "#lib/documents/attach-documents.ts";
import { type FoundPassage, retrieve } from "#lib/documents/index/retrieve.ts";
import type { Grounding, Named, Passage, Prompt, Turn, Zone } from "#lib/models/stream.ts";
import { type HolderCtx, inTransaction } from "#lib/platform/context.ts";
import type { Grounds } from "./grounds.ts";
import { listGrounds } from "./queries.ts";

type Language = Prompt["language"];
type Candidate = Awaited<ReturnType<typeof listGrounds>>[number];

/** Passages that one reply stands on. */
const MOST_PASSAGES = 6;
/** So many are looked at to tell what the question alone is about. */
const LOOKED_AT = 20;
/** A question of no more words may mean something only after the one before it: "And in Berlin?" */
const FEW_WORDS = 6;
/** Names that are told; of more the number has to do. */
const NAMED = 5;

const NONE: Named = { count: 0, names: [] };
/** For a conversation whose replies cite documents that do not belong to it any more. */
export const goneGrounding: Grounding = {
  ...{ from: "gone", passages: [], searched: NONE },
  ...{ reading: NONE, unreadable: NONE, withheld: NONE },
};

/**
 * Looks up what answers the last question: in the person's documents of this conversation, or in their whole library.
 * Nothing is found that a model of this zone may not be told, and the conversation takes over the label of what is found
 * before anything of it is said.
 */
export async function ground(
  ctx: HolderCtx,
  box: Box,
  { conversationId, library, label }: Grounds,
  asked: { turns: readonly Turn[]; zone: Zone; language: Language },
): Promise<Grounding> {
  const scope = { ownerId: ctx.actor.id, conversationId: library ? null : conversationId };
  const candidates = await listGrounds(ctx.db, scope);
  const ready = candidates.filter(({ state }) => state === "ready");
  const open = ready.filter((document) => mayReceive(asked.zone, document.label));
  const documentIds = library && open.length === ready.length ? null : open.map(({ id }) => id);
  const found = await findPassages(ctx, box, documentIds, asked.turns);
  // A label may have become stricter while this was looked up.
  const told = found.filter((passage) => mayReceive(asked.zone, passage.label));
  const strictest = told.reduce((sofar, passage) => stricter(sofar, passage.label), label);
  if (strictest !== label) await inTransaction(ctx, (tx) => raiseLabel(tx, conversationId, strictest));

  const named = (documents: Candidate[]): Named => ({
    count: documents.length,
    names: documents.slice(0, NAMED).map(({ id, name }) => box.open("documents.name", id, name)),
  });
  const isReading = ({ state }: Candidate) => state === "scanning" || state === "extracting";
  return {
    from: library ? "library" : "documents",
    passages: told.map((passage) => citable(passage, asked.language)),
    searched: named(open),
    reading: named(candidates.filter(isReading)),
    unreadable: named(candidates.filter((document) => document.state !== "ready" && !isReading(document))),
    withheld: named(ready.filter((document) => !mayReceive(asked.zone, document.label))),
  };
}

/** A short question is looked up together with the one before it; what it finds by itself still comes first. */
async function findPassages(
  { db, actor }: HolderCtx,
  box: Box,
  documentIds: readonly string[] | null,
  turns: readonly Turn[],
): Promise<FoundPassage[]> {
  const questions = turns.flatMap(({ role, text }) => (role === "user" ? text : []));
  const [question = "", before] = questions.slice(-2).reverse();
  const find = (text: string) =>
    retrieve(db, box, { ownerId: actor.id, documentIds, question: text, limit: LOOKED_AT });
  const alone = await find(question);
  if (before === undefined || question.trim().split(/\s+/).length > FEW_WORDS) return alone.slice(0, MOST_PASSAGES);
  const together = await find(`${question}\n${before}`);
  const key = ({ documentId, ordinal }: FoundPassage) => `${documentId}:${ordinal}`;
  const byItself = new Set(alone.map(key));
  const ranked = together.toSorted((a, b) => Number(byItself.has(key(b))) - Number(byItself.has(key(a))));
  return ranked.slice(0, MOST_PASSAGES);
}

const PAGE: Record<Language, string> = { en: "p.", de: "S." };

function citable(found: FoundPassage, language: Language): Passage {
  const { documentId, documentName: document, ordinal, page, heading, text, score, quotation } = found;
  const place = page === null ? document : `${document}, ${PAGE[language]} ${page}`;
  const title = quotation.heading === null ? place : `${place}: ${quotation.heading}`;
  const at = `passage=${ordinal}&start=${quotation.start}&end=${quotation.end}`;
  const href = `/documents/${documentId}?${at}#p-${ordinal}`;
  return { document, page, heading, text, score, source: { id: "", title, href, quote: quotation.text } };
}
