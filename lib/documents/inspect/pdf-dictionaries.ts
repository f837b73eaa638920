import type { Findings } from "./inspection.ts";
import { isDictionary, isName, isReference, type PdfDictionary, type PdfValue, valuesOf } from "./pdf-values.ts";

/**
 * What can be judged only when all objects are known: an action that runs by itself or a dictionary of such
 * (12.6.3), the streams of a form in XML, the content of an attached file.
 */
export type Later = { kind: "action" | "actions" | "form" | "file"; value: PdfValue; place: string };

const MEDIA_ACTIONS = new Set(["Rendition", "Movie", "Sound"]);
const MEDIA_ANNOTATIONS = new Set(["Screen", "Movie", "Sound", "3D"]);
const FORM_ACTIONS = new Set(["SubmitForm", "ImportData"]);

/**
 * Every name that {@link lookAt} looks for, or an escape, behind which there may be one. Most object streams hold
 * nothing of the kind, and to search them is far quicker than to read them.
 */
const WORDS =
  /#|\/(?:JavaScript|Launch|Rendition|Movie|Sound|Screen|3D|SubmitForm|ImportData|JS|OnInstantiate|OpenAction|AA|RichMedia|RichMediaContent|XFA|EF|EmbeddedFile)(?![^\0\s()<>[\]{}/%])/;

export function isWorthReading(bytes: Buffer): boolean {
  return WORDS.test(bytes.toString("latin1"));
}

/** Looks through a value for active content, and puts aside what has to wait. */
export function lookAt(value: PdfValue, place: string, findings: Findings, later: Later[]): void {
  // The kind of an action may be an object of its own.
  if (isName(value) && value.name === "JavaScript") findings.add("pdf-javascript", place);
  if (isName(value) && value.name === "Launch") findings.add("pdf-launch", place);
  const waiting: PdfValue[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (Array.isArray(next)) {
      for (const item of next) if (typeof item === "object" && item !== null) waiting.push(item);
    } else if (isDictionary(next)) {
      lookAtEntries(next, place, findings, later);
      for (const [, item] of next.entries) if (typeof item === "object" && item !== null) waiting.push(item);
    }
  }
}

function lookAtEntries(dictionary: PdfDictionary, place: string, findings: Findings, later: Later[]): void {
  for (const [key, value] of dictionary.entries) {
    if (value === null && key !== "JS") continue;
    const name = isName(value) ? value.name : "";
    switch (key) {
      case "S":
        if (name === "JavaScript") findings.add("pdf-javascript", place);
        if (name === "Launch") findings.add("pdf-launch", place);
        if (MEDIA_ACTIONS.has(name)) findings.add("pdf-media", place);
        if (FORM_ACTIONS.has(name)) findings.add("pdf-form", place);
        break;
      case "JS": // only beside /S is it a script; a font may be called so
        if (valuesOf(dictionary, "S").length > 0) findings.add("pdf-javascript", place);
        break;
      case "JavaScript": // the scripts of the document, by name
        if (isDictionary(value) || isReference(value)) findings.add("pdf-javascript", place);
        break;
      case "OnInstantiate": // a script of a 3D model
        findings.add("pdf-javascript", place);
        break;
      case "OpenAction":
        later.push({ kind: "action", value, place });
        break;
      case "AA":
        later.push({ kind: "actions", value, place });
        break;
      case "Subtype":
        if (name === "RichMedia") findings.add("pdf-rich-media", place);
        if (MEDIA_ANNOTATIONS.has(name)) findings.add("pdf-media", place);
        break;
      case "RichMediaContent":
        findings.add("pdf-rich-media", place);
        break;
      case "XFA":
        findings.add("pdf-form", place);
        later.push({ kind: "form", value, place });
        break;
      case "EF":
        findings.add("pdf-attachment", place);
        later.push({ kind: "file", value, place });
        break;
      case "Type":
        if (name === "EmbeddedFile") findings.add("pdf-attachment", place);
        break;
    }
  }
}
