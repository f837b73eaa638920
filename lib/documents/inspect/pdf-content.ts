import { fileLimits } from "../numbers.ts";
import { isEicar } from "./eicar.ts";
import { type Findings, Refused } from "./inspection.ts";
import { asBuffer, endsAsZip, isProgram } from "./known-bytes.ts";
import { isWorthReading, type Later, lookAt } from "./pdf-dictionaries.ts";
import { type FoundObject, PdfObjects } from "./pdf-objects.ts";
import {
  isDictionary,
  isName,
  isReference,
  type PdfDictionary,
  type PdfValue,
  TooDeep,
  TooLarge,
  TooMuchWork,
  valuesOf,
} from "./pdf-values.ts";

/** Bytes that may be read as objects, ten times what a file may be; some seconds. */
const WORK_BYTES = 100 * 1024 * 1024;

/** Actions that reach out of the document or play something. Going to a page, showing a layer or printing does not. */
const REACHING = new Set([
  "URI",
  "GoToR",
  "GoToE",
  "Launch",
  "JavaScript",
  "SubmitForm",
  "ImportData",
  "Rendition",
  "Movie",
  "Sound",
  "RichMediaExecute",
]);

/** Looks for what acts by itself in a PDF. Throws {@link Refused}: "encrypted", "broken", "name-disagrees", limits. */
export function checkPdf(bytes: Uint8Array, findings: Findings): void {
  const whole = asBuffer(bytes);
  refuseFrame(whole);
  try {
    new PdfCheck(whole, findings).run();
  } catch (error) {
    if (error instanceof TooMuchWork) throw new Refused("too-slow");
    if (error instanceof TooLarge) throw new Refused("too-large-unpacked");
    if (error instanceof TooDeep) throw new Refused("broken");
    throw error;
  }
}

/** A PDF ends with its mark (7.5.5), and is nothing else besides. */
function refuseFrame(whole: Buffer): void {
  const end = whole.lastIndexOf("%%EOF");
  const behind = whole.subarray(end + 5);
  if (end < 0 || !whole.includes("startxref")) throw new Refused("broken");
  if (behind.includes("PK\x03\x04") || endsAsZip(whole)) throw new Refused("name-disagrees");
  // Mail gateways and web servers leave a few bytes; more is a second file, or the first half of a cut one.
  if (behind.toString("latin1").replace(/[\0\s]+/g, "").length > 1024) throw new Refused("broken");
}

class PdfCheck {
  readonly #findings: Findings;
  readonly #objects: PdfObjects;
  readonly #later: Later[] = [];
  /** Where they begin; to keep what they say as well would take too much memory in a file full of them. */
  readonly #objectStreams: { at: number; place: string }[] = [];
  #hasRoot = false;

  constructor(whole: Buffer, findings: Findings) {
    this.#findings = findings;
    this.#objects = new PdfObjects(whole, { left: WORK_BYTES }, fileLimits.archive.unpackedBytes);
  }

  run(): void {
    for (const found of this.#objects.trailers()) {
      if (isDictionary(found.value)) this.#trailer(found.value);
      this.#look(found.value, "trailer");
    }
    for (const found of this.#objects.plain()) this.#plain(found);
    if (!this.#hasRoot) throw new Refused("broken");
    for (const { at, place } of this.#objectStreams) {
      const { value: dictionary, streamFrom } = this.#objects.again(at);
      if (streamFrom === null || !isDictionary(dictionary)) continue;
      const packed = this.#objects.packed(dictionary, streamFrom, isWorthReading);
      if (packed === null) this.#findings.add("pdf-hidden-objects", place);
      for (const { value, number } of packed ?? []) this.#look(value, number === null ? place : `object ${number}`);
    }
    for (const later of this.#later) {
      if (later.kind === "action") this.#automatic(later.value, later.place, new Set());
      else if (later.kind === "actions") this.#additional(later.value, later.place);
      else this.#streams(later, new Set());
    }
  }

  #plain({ value, streamFrom, number, at }: FoundObject): void {
    const place = number === null ? "object" : `object ${number}`;
    this.#look(value, place);
    if (streamFrom === null || !isDictionary(value)) return;
    const type = valuesOf(value, "Type").find(isName)?.name;
    if (type === "XRef" || valuesOf(value, "W").length > 0) this.#trailer(value);
    // Readers unpack whatever the table of references calls an object stream; its type is seldom asked for.
    if (type === "ObjStm" || valuesOf(value, "First").length > 0) {
      this.#objectStreams.push({ at, place });
    }
    if (type === "EmbeddedFile" && number !== null)
      this.#later.push({ kind: "file", value: { object: number }, place });
  }

  #trailer(dictionary: PdfDictionary): void {
    const encryption = valuesOf(dictionary, "Encrypt");
    if (encryption.some((value) => isReference(value) || isDictionary(value))) throw new Refused("encrypted");
    if (valuesOf(dictionary, "Root").some((value) => isReference(value) || isDictionary(value))) this.#hasRoot = true;
  }

  #look(value: PdfValue, place: string): void {
    lookAt(value, place, this.#findings, this.#later);
  }

  #additional(value: PdfValue, place: string): void {
    for (const actions of this.#objects.resolve(value).filter(isDictionary)) {
      for (const [, action] of actions.entries) this.#automatic(action, place, new Set());
    }
  }

  /** What happens without anybody asking for it. Actions follow each other by /Next. */
  #automatic(value: PdfValue, place: string, seen: Set<number>): void {
    if (isReference(value)) {
      if (seen.has(value.object)) return;
      seen.add(value.object);
    }
    for (const candidate of this.#objects.resolve(value)) {
      if (Array.isArray(candidate))
        for (const item of candidate.filter(isDictionaryLike)) this.#automatic(item, place, seen);
      if (!isDictionary(candidate)) continue;
      const kinds = valuesOf(candidate, "S").flatMap((kind) => this.#objects.resolve(kind));
      if (kinds.some((kind) => isName(kind) && REACHING.has(kind.name))) {
        this.#findings.add("pdf-automatic-action", place);
      }
      for (const next of valuesOf(candidate, "Next")) this.#automatic(next, place, seen);
    }
  }

  /** Forms in XML and attached files: whatever streams the value leads to are looked into. */
  #streams({ kind, value, place }: Later, seen: Set<number>): void {
    const inner = Array.isArray(value) ? value : isDictionary(value) ? value.entries.map(([, item]) => item) : [];
    for (const item of inner.filter(isReference)) this.#streams({ kind, value: item, place }, seen);
    if (!isReference(value) || seen.has(value.object)) return;
    seen.add(value.object);
    for (const found of this.#objects.at(value.object)) {
      if (found.streamFrom === null || !isDictionary(found.value)) {
        this.#streams({ kind, value: found.value, place }, seen);
      } else {
        const content = this.#objects.unpack(found.value, found.streamFrom);
        this.#content(kind, content, `object ${value.object}`);
      }
    }
  }

  #content(kind: Later["kind"], content: Buffer | null, place: string): void {
    if (content === null) this.#findings.add("pdf-hidden-objects", place);
    else if (kind === "form" && isScripted(content)) this.#findings.add("pdf-form-script", place);
    else if (kind === "file" && isProgram(content)) this.#findings.add("pdf-attached-program", place);
    else if (kind === "file" && isEicar(content)) this.#findings.add("eicar", place);
  }
}

/** Destinations are arrays too, and hold pages. */
function isDictionaryLike(value: PdfValue): boolean {
  return isReference(value) || isDictionary(value);
}

function isScripted(form: Buffer): boolean {
  return /<(?:[\w-]+:)?script\b|application\/x-(?:javascript|formcalc)/i.test(form.toString("latin1"));
}
