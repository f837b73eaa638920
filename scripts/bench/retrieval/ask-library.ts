import { uuidv7 } from "uuidv7";
import type { Db } from "#db/client.ts";
import type { Box } from "#lib/crypto/box.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { retrieve } from "#lib/documents/index/retrieve.ts";
import { insertAccount } from "#lib/identity/create-account.ts";
import { database, driver } from "#lib/platform/database.ts";
import { systemCtx } from "#lib/platform/system-context.ts";
import { addDocument, type CorpusDocument, readCorpus, readQuestions } from "#tests/retrieval/library.ts";
import { askAll, qualityOf } from "#tests/retrieval/quality.ts";
import { withDatabase } from "../../with-database.ts";
import { seeded, synthesise, wordsIn, zipf } from "./synthetic-text.ts";

// Fills the library of one person in the database of DATA_DIR and asks it: `ask-library.ts <documents> <passages of each>
// <rounds>`. Writes one line of JSON.
const [documents = 0, passagesEach = 0, rounds = 0] = process.argv.slice(2).map(Number);
const LIMIT = 8;

/** Times in milliseconds. */
export type LibraryFigures = {
  quality: ReturnType<typeof qualityOf>;
  questions: number;
  indexing: { perPassage: number };
  retrieving: number[];
};

await withDatabase(async () => {
  const db = database();
  const corpus = await readCorpus();
  const quality = qualityOf(await askAll(db, ...(await somebody(db))));
  const [box, ownerId] = await somebody(db);
  const perPassage = await fill(db, box, ownerId, corpus);
  await driver()`vacuum analyze`;
  const retrieving = await ask(db, box, ownerId);
  const figures: LibraryFigures = { quality, questions: readQuestions().length, indexing: { perPassage }, retrieving };
  console.log(JSON.stringify(figures));
});

async function somebody(db: Db): Promise<[Box, string]> {
  const ctx = { ...systemCtx({ kind: "operator" }), db };
  const email = `${uuidv7()}@bench.example`;
  const made = await insertAccount(ctx, { email, name: "A Reader", role: "user", passwordHash: null, by: "operator" });
  if (!made.ok) throw new Error(made.error);
  return [await accountBox(db, made.value.accountId), made.value.accountId];
}

/** Milliseconds per passage, with cutting words, sealing, hashing and writing. */
async function fill(db: Db, box: Box, ownerId: string, corpus: readonly CorpusDocument[]): Promise<number> {
  const random = seeded(7);
  const sources = { en: zipf(wordsIn(corpus, "en"), random), de: zipf(wordsIn(corpus, "de"), random) };
  let milliseconds = 0;
  for (let n = 0; n < documents; n += 1) {
    const language = n % 2 === 0 ? "en" : "de";
    const passages = synthesise(sources[language], passagesEach, random);
    const from = performance.now();
    await db.transaction((tx) =>
      addDocument(tx as unknown as Db, box, ownerId, { slug: `file-${n}`, passages, language }),
    );
    milliseconds += performance.now() - from;
  }
  return milliseconds / (documents * passagesEach);
}

/** All questions of the corpus, again and again, one at a time; milliseconds of each. */
async function ask(db: Db, box: Box, ownerId: string): Promise<number[]> {
  const questions = readQuestions().map(({ question }) => question);
  const times: number[] = [];
  // The first round warms the database and the compiler up, as the first questions of a day do.
  for (let round = 0; round <= rounds; round += 1)
    for (const question of questions) {
      const from = performance.now();
      const found = await retrieve(db, box, { ownerId, documentIds: null, question, limit: LIMIT });
      if (round > 0) times.push(performance.now() - from);
      if (found.length > LIMIT) throw new Error("More was found than asked for.");
    }
  return times;
}
