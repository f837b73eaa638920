import type { FileRefusal, Kind } from "../schema.ts";

/**
 * What the built-in checks can find, and what it weighs. A "hit" does something by itself, or hides from the checks:
 * the file belongs into quarantine. A "note" is met in ordinary files and does nothing here: it is told, no more.
 */
export const findingWeights = {
  eicar: "hit",

  "pdf-javascript": "hit",
  "pdf-launch": "hit",
  /** Opening the file, a page or a field sends, fetches or plays something. */
  "pdf-automatic-action": "hit",
  "pdf-rich-media": "hit",
  "pdf-form-script": "hit",
  "pdf-attached-program": "hit",
  /** Objects that cannot be unpacked here but perhaps by somebody's reader. */
  "pdf-hidden-objects": "hit",
  // PDF/A-3 and electronic invoices carry attachments as a matter of course.
  "pdf-attachment": "note",
  "pdf-media": "note",
  "pdf-form": "note",

  "docx-macro": "hit",
  "docx-remote-template": "hit",
  "docx-remote-object": "hit",
  "docx-dde": "hit",
  "docx-ole-package": "hit",
  "docx-activex": "hit",
  "docx-alt-chunk": "hit",
  "docx-program": "hit",
  // Text pasted from the web has them. Nothing of ours fetches them; Word does, and tells the sender who reads.
  "docx-external-image": "note",
  /** A template, a chart's source, a linked object on somebody's own disk: Word writes them everywhere. */
  "docx-local-link": "note",
  // Formulas and drawings of other programs.
  "docx-embedded-object": "note",
} as const satisfies Record<string, "hit" | "note">;

export type FindingCode = keyof typeof findingWeights;

/** `place` is where a person who knows the format would look: an object of a PDF, a part of a DOCX; at most 120 characters. */
export type Finding = { code: FindingCode; place: string };

export type Inspection = { ok: true; kind: Kind; findings: Finding[] } | { ok: false; refusal: FileRefusal };

/** Ends an inspection from any depth of it; {@link inspectBytes} turns it into an answer. */
export class Refused extends Error {
  readonly refusal: FileRefusal;
  constructor(refusal: FileRefusal) {
    super(refusal);
    this.name = "Refused";
    this.refusal = refusal;
  }
}

const MOST_FINDINGS = 50; // a hostile file may hold a million, and one is enough

/** Gathers findings, each place once. */
export class Findings {
  readonly #found = new Map<string, Finding>();

  add(code: FindingCode, place: string): void {
    if (this.#found.size >= MOST_FINDINGS && this.has(code)) return;
    const shown = Array.from(place.replace(/\p{C}/gu, "")).slice(0, 120).join("");
    this.#found.set(`${code} ${shown}`, { code, place: shown });
  }

  has(code: FindingCode): boolean {
    return this.all().some((finding) => finding.code === code);
  }

  all(): Finding[] {
    return [...this.#found.values()];
  }
}
