import type { DocumentLine } from "#lib/documents/schema.ts";

/** Whether a document is still being checked or read: it grounds nothing yet. */
export function isUnderWay({ state }: Pick<DocumentLine, "state">): boolean {
  return state === "scanning" || state === "extracting";
}
