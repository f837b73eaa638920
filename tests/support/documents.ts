import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Document, HeadingLevel, Packer, Paragraph } from "docx";
import { and, asc, eq } from "drizzle-orm";
import { PDFDocument, StandardFonts } from "pdf-lib";
import { afterAll, beforeAll } from "vitest";
import { documents } from "#db/schema/documents.ts";
import { securityEvents } from "#db/schema/events.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { acceptFile } from "#lib/documents/accept-file.ts";
import { retrieve } from "#lib/documents/index/retrieve.ts";
import { processDocuments } from "#lib/documents/process-documents.ts";
import type { HolderCtx, PersonCtx } from "#lib/platform/context.ts";
import { database } from "#lib/platform/database.ts";
import { env } from "#lib/platform/env.ts";
import { forgetProcessState } from "#lib/platform/process-state.ts";
import type { EventName } from "#lib/security/events/catalog.ts";
import { aPerson } from "#tests/support/factories.ts";
import { chunksOf } from "#tests/support/files.ts";
import { inOwnDatabase } from "#tests/support/own-database.ts";

/** Never aborts. */
export const { signal: unhurried } = new AbortController();

/** Gives this whole file a database and a data folder of its own: what is stored is committed, and counted. */
export function inOwnHouse(name: string): void {
  const shared = process.env.DATA_DIR as string;
  const folder = mkdtempSync(join(tmpdir(), "convosphere-house-"));
  const use = (dataDir: string) => {
    useDataDir(dataDir);
    for (const state of ["secrets", "crypto.keyring"]) forgetProcessState(state);
  };
  beforeAll(() => use(folder));
  inOwnDatabase(name);
  afterAll(() => {
    use(shared);
    useScanner(null);
    rmSync(folder, { recursive: true, force: true });
  });
}

/** Keeps files elsewhere from now on; the keys stay those that were read. */
export function useDataDir(dataDir: string): void {
  process.env.DATA_DIR = dataDir;
  for (const state of ["env", "documents.store"]) forgetProcessState(state);
}

/** Attaches a scanner, another one, or none; what was remembered of the one before is forgotten. */
export function useScanner(url: string | null): void {
  if (url === null) delete process.env.CLAMD_URL;
  else process.env.CLAMD_URL = url;
  for (const state of ["env", "scanner"]) forgetProcessState(state);
}

export const someone = (of: Parameters<typeof aPerson>[1] = {}) => aPerson(database(), { at: new Date(), ...of });

type Sent = { conversationId?: string; signal?: AbortSignal; source?: AsyncIterable<Buffer> };

export function upload(ctx: HolderCtx, name: string, content: Buffer | string, of: Sent = {}) {
  const { conversationId = null, signal = unhurried, source = chunksOf(Buffer.from(content)) } = of;
  return acceptFile({ ...ctx, now: new Date() }, { name, conversationId, source }, signal);
}

/** The id of a file that must be taken. */
export async function uploaded(...of: Parameters<typeof upload>): Promise<string> {
  const accepted = await upload(...of);
  if (!accepted.ok) throw new Error(accepted.error);
  return accepted.value.documentId;
}

/** Works on all that is due in so many milliseconds, then until nothing is due now. */
export async function processAll(ahead = 0): Promise<void> {
  await processDocuments(database(), new Date(Date.now() + ahead), unhurried, 100);
  while ((await processDocuments(database(), new Date(), unhurried)) > 0);
}

export async function rowOf(id: string) {
  const [row] = await database().select().from(documents).where(eq(documents.id, id));
  if (row === undefined) throw new Error("There is no such document.");
  return row;
}

export async function find(ctx: PersonCtx, question: string, documentIds: string[] | null = null) {
  const box = await accountBox(database(), ctx.actor.id);
  return retrieve(database(), box, { ownerId: ctx.actor.id, documentIds, question, limit: 5 });
}

/** What events of this name say, the oldest first; of one actor if one is named. */
export async function eventsOf(name: EventName, actorId?: string) {
  const rows = await database()
    .select({ data: securityEvents.data })
    .from(securityEvents)
    .where(and(eq(securityEvents.name, name), actorId === undefined ? undefined : eq(securityEvents.actorId, actorId)))
    .orderBy(asc(securityEvents.seq));
  return rows.map(({ data }) => data);
}

/** Names of the files on disk. */
export function filesOnDisk(dataDir = env().dataDir): { incoming: string[]; stored: string[] } {
  const all = readdirSync(join(dataDir, "files"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const namesOf = (isIncoming: boolean) =>
    all.filter(({ parentPath }) => (basename(parentPath) === "incoming") === isIncoming).map(({ name }) => name);
  return { incoming: namesOf(true), stored: namesOf(false) };
}

/** Where the sealed file of a document lies. */
export const pathOnDisk = (id: string) => join(env().dataDir, "files", id.slice(-2), id);

/** A text that nobody has sent before. */
export const aText = (words = "The canteen opens at noon.") => `${words}\n\nCopy ${randomBytes(8).toString("hex")}.\n`;

/** Each text on a page of its own. */
export async function aPdfOf(pages: readonly string[]): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const text of pages) pdf.addPage([600, 400]).drawText(text, { x: 40, y: 380, size: 8, font, lineHeight: 10 });
  return Buffer.from(await pdf.save());
}

export async function aDocxOf(heading: string, paragraphs: readonly string[]): Promise<Buffer> {
  const children = [
    new Paragraph({ text: heading, heading: HeadingLevel.HEADING_1 }),
    ...paragraphs.map((text) => new Paragraph({ text })),
  ];
  return Buffer.from(await Packer.toBuffer(new Document({ sections: [{ children }] })));
}
