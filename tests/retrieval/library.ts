import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { uuidv7 } from "uuidv7";
import type { Db } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import type { Label } from "#lib/access/labels.ts";
import type { Box } from "#lib/crypto/box.ts";
import { cutPassages, type PassageText } from "#lib/documents/index/cut-passages.ts";
import { indexDocument } from "#lib/documents/index/index-document.ts";
import { languageOf } from "#lib/documents/index/language.ts";
import { extract } from "#lib/documents/reading/extract.ts";
import type { DocumentState } from "#lib/documents/schema.ts";
import type { Language } from "#lib/search/terms.ts";

const folder = new URL("./corpus/", import.meta.url);

/** A document of the corpus as the machine reads it. */
export type CorpusDocument = { slug: string; text: string; passages: PassageText[]; language: Language | null };

export type Question = {
  language: Language;
  /** The file that answers it, without its ending. */
  document: string;
  question: string;
  /** Strings of the right passage, any of which is the answer. */
  answers: string[];
};

/** The documents that were written for measuring retrieval. */
export async function readCorpus(): Promise<CorpusDocument[]> {
  const slugs = readdirSync(folder).map((file) => file.replace(/\.md$/, ""));
  return Promise.all(slugs.sort().map((slug) => asRead(slug, readFileSync(new URL(`${slug}.md`, folder)))));
}

export async function asRead(slug: string, markdown: Uint8Array): Promise<CorpusDocument> {
  const extraction = await extract("md", markdown);
  if (!extraction.ok) throw new Error(`${slug}: ${extraction.failure}`);
  const passages = cutPassages(extraction.blocks);
  const text = passages.map((passage) => passage.text).join("");
  return { slug, text, passages, language: languageOf(text) };
}

export function readQuestions(): Question[] {
  return JSON.parse(readFileSync(new URL("./questions.json", import.meta.url), "utf8")) as Question[];
}

/** Puts a document into somebody's library, ready to be asked. */
export async function addDocument(
  db: Db,
  box: Box,
  ownerId: string,
  { slug, passages, language }: Omit<CorpusDocument, "text">,
  of: { state?: DocumentState; label?: Label } = {},
): Promise<string> {
  const id = uuidv7();
  await db.insert(documents).values({
    id,
    ownerId,
    name: box.seal("documents.name", id, `${slug}.md`),
    kind: "md",
    size: passages.at(-1)?.end ?? 0,
    contentIndex: createHash("sha256").update(id).digest(),
    fileKey: box.seal("documents.file_key", id, "{}"),
    label: of.label ?? "internal",
    state: of.state ?? "ready",
    passageCount: passages.length,
    language,
    createdAt: new Date("2026-11-22T12:00:00Z"),
  });
  await indexDocument(db, box, { ownerId, documentId: id }, passages, language);
  return id;
}
