import "./disarm.ts";
import { readSync, writeSync } from "node:fs";
import { UNFIT } from "./exit-codes.ts";
import type { ExtractTask, InspectTask } from "./run-reader.ts";

/**
 * The main program of the process that reads one document, with no network, no environment and no right to write.
 * Standard input: one line of JSON ({@link Task}), then the bytes. Standard output: one JSON answer.
 */

type Task = InspectTask | ExtractTask;

const STDIN = 0;
const STDOUT = 1;
const NEWLINE = 0x0a;

function readAll(): Buffer {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.allocUnsafe(256 * 1024);
    const length = readSync(STDIN, chunk);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, length));
  }
}

function writeAll(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(STDOUT, bytes, at);
}

async function answer(task: Task, bytes: Uint8Array): Promise<unknown> {
  if (task.task === "extract") return (await import("./extract.ts")).extract(task.kind, bytes);
  return (await import("../inspect/inspect-bytes.ts")).inspectBytes(bytes, task.name);
}

/** The program or a library is not where it should be, or may not be read. */
function isFaultOfInstallation(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND" || code === "ERR_ACCESS_DENIED";
}

try {
  const input = readAll();
  const end = input.indexOf(NEWLINE);
  const task = JSON.parse(input.toString("utf8", 0, end)) as Task;
  // A copy of its own: pdf.js takes the memory it is given for itself.
  writeAll(JSON.stringify(await answer(task, new Uint8Array(input.subarray(end + 1)))));
  process.exit(0); // Libraries may have left something open.
} catch (error) {
  process.exit(isFaultOfInstallation(error) ? UNFIT : 1);
}
