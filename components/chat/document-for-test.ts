import type { DocumentLine } from "#lib/documents/schema.ts";

/** A document as lists show it. */
export function aLine(of: Partial<DocumentLine> = {}): DocumentLine {
  return {
    id: "0198c0de-0000-7000-8000-00000000d0c1",
    name: "travel.pdf",
    kind: "pdf",
    size: 1_000,
    label: "internal",
    state: "ready",
    failure: null,
    scanner: "built-in",
    signature: null,
    scannedAt: "2026-11-22T10:00:00.000Z",
    reason: null,
    pages: 3,
    createdAt: "2026-11-22T10:00:00.000Z",
    usedIn: 1,
    ...of,
  };
}
