import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promised } from "#tests/retrieval/quality.ts";
import type { Bench } from "./bench.ts";
import { startNode } from "./children.ts";
import type { LibraryFigures } from "./retrieval/ask-library.ts";
import { median, percentile } from "./statistics.ts";

const DOCUMENTS = 1_000;
const PASSAGES_EACH = 20;

/**
 * How well the corpus under tests/retrieval is answered, and how fast a library as large as the product promises answers:
 * its texts are synthetic, in the words and the word frequencies of the corpus. In a process and a database of its own.
 */
export async function measureRetrieval({ options, figures }: Pick<Bench, "options" | "figures">): Promise<void> {
  figures.begin();
  const folder = mkdtempSync(join(tmpdir(), "bench-retrieval-"));
  let told: LibraryFigures;
  try {
    const args = [DOCUMENTS, PASSAGES_EACH, options.quick ? 1 : 4].map(String);
    const child = startNode(["scripts/bench/retrieval/ask-library.ts", ...args], {
      env: { DATA_DIR: folder, LOG_LEVEL: "warn" },
    });
    const [line] = await child.line(/^\{.*\}$/);
    told = JSON.parse(line) as LibraryFigures;
    await child.stop();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const { quality, retrieving, indexing } = told;
  const percent = (share: number) => Math.round(1000 * share) / 10;
  figures.add("retrieval", "right passage among the first five", percent(quality.recall), {
    unit: "%",
    goal: { atLeast: 100 * promised.recall },
    note: `${told.questions} questions over the corpus; ${percent(quality.first)} % have it first`,
  });
  figures.add("retrieval", "the librarian's quotation holds the answer", percent(quality.quotation), {
    unit: "%",
    goal: { atLeast: 100 * promised.quotation },
    note: `that of the first passage; one of the first three: ${percent(quality.quotationOfThree)} %`,
  });
  const size = `${DOCUMENTS} documents, ${DOCUMENTS * PASSAGES_EACH} passages of one owner`;
  const asked = `${size}; ${retrieving.length} questions one after the other`;
  figures.add("retrieval", "finding passages, median", median(retrieving), { unit: "ms", note: asked });
  figures.add("retrieval", "finding passages, 95th percentile", percentile(retrieving, 95), {
    unit: "ms",
    goal: { atMost: 60 },
    note: asked,
  });
  figures.add("retrieval", "indexing a passage", indexing.perPassage, {
    unit: "ms",
    note: "hashing, sealing and writing included",
  });
}
