import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { z } from "zod";
import type { Inspection } from "../inspect/inspection.ts";
import { fileLimits } from "../numbers.ts";
import type { Kind } from "../schema.ts";
import { type Extraction, ExtractionAnswer, InspectionAnswer } from "./answers.ts";
import { inTurn } from "./turns.ts";
import { runWorker, type WorkerEnd, type WorkerLimits, type WorkerProgram } from "./worker-process.ts";

export type InspectTask = { task: "inspect"; name: string };
export type ExtractTask = { task: "extract"; kind: Kind };

const { milliseconds, memoryMiB } = fileLimits.reading;
const MEBIBYTE = 1024 * 1024;
/** An inspection says little; the text of a document has as many characters as `readingBounds` allow, of up to 3 bytes. */
const ANSWER_BYTES = { inspect: MEBIBYTE, extract: 40 * MEBIBYTE };

/**
 * Reads one file in a process of its own, which knows nothing of the network, of other files, or of secrets, and ends with
 * the answer. A process that hangs, dies, grows, floods or answers nonsense makes a code. Waits while others are read.
 * Throws what `bytes` throws, the signal's reason, and when no process can run here: nothing of that is the file's fault.
 */
export async function runReader(
  task: InspectTask,
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  limits?: Partial<WorkerLimits>,
): Promise<Inspection>;
export async function runReader(
  task: ExtractTask,
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  limits?: Partial<WorkerLimits>,
): Promise<Extraction>;
export async function runReader(
  task: InspectTask | ExtractTask,
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  limits: Partial<WorkerLimits> = {},
): Promise<Inspection | Extraction> {
  const isInspection = task.task === "inspect";
  const program = reader(!isInspection);
  const bounds = { milliseconds, memoryMiB, answerBytes: ANSWER_BYTES[task.task], ...limits };
  const end = await inTurn(isInspection ? "at-once" : "later", signal, () =>
    runWorker(program, JSON.stringify(task), bytes, bounds, signal),
  );
  const code = end.ok || end.reason === "died" || end.reason === "said-too-much" ? "broken" : end.reason;
  return isInspection
    ? (parsed(end, InspectionAnswer) ?? { ok: false, refusal: code })
    : (parsed(end, ExtractionAnswer) ?? { ok: false, failure: code });
}

/** Null for anything but a well-formed answer. */
function parsed<T>(end: WorkerEnd, schema: z.ZodType<T>): T | null {
  if (!end.ok) return null;
  try {
    return schema.safeParse(JSON.parse(end.answer)).data ?? null;
  } catch {
    return null;
  }
}

/** It may read its own program and the libraries: not the data folder, which holds keys and other people's files. */
function reader(background: boolean): WorkerProgram {
  // Where the program really lies: a folder of links may stand for it.
  const root = dirname(realpathSync(/* turbopackIgnore: true */ join(process.cwd(), "lib")));
  const libraries = join(root, "node_modules");
  const readable = [
    join(root, "package.json"),
    join(root, "lib"),
    libraries,
    realpathSync(/* turbopackIgnore: true */ libraries),
  ];
  return {
    script: join(root, "lib", "documents", "reading", "reader.ts"),
    readable: [...new Set(readable)],
    background,
  };
}
