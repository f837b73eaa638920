import type { DocumentLine } from "#lib/documents/schema.ts";

/** What was found harmful, or nobody has looked into yet, is not handed out. */
export function mayDownload({ state }: Pick<DocumentLine, "state">): boolean {
  return state === "extracting" || state === "ready" || state === "failed";
}
