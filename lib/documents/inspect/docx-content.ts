import { type Parts, readArchive } from "./archive.ts";
import { checkFields } from "./docx-fields.ts";
import { checkRelationships } from "./docx-relationships.ts";
import { isEicar } from "./eicar.ts";
import { type Findings, Refused } from "./inspection.ts";
import { compoundHolds, isCompound, isProgram } from "./known-bytes.ts";
import { readAttributes, readXml } from "./xml.ts";

const DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const MACRO_DOCUMENT = "application/vnd.ms-word.document.macroenabled.main+xml";
const VBA = "application/vnd.ms-office.vbaproject";

/**
 * Looks for what acts by itself in a Word document. Throws {@link Refused}: "name-disagrees" when the archive is no Word
 * document (a spreadsheet, a template, any other ZIP), "broken" when it names parts that are not there, and all that
 * {@link readArchive} refuses.
 */
export async function checkDocx(bytes: Uint8Array, findings: Findings): Promise<void> {
  const parts = await readArchive(bytes);
  const types = contentTypes(parts);
  const main = types.find(({ type }) => type === DOCUMENT || type === MACRO_DOCUMENT);
  if (main === undefined) throw new Refused("name-disagrees");
  if (main.part !== null && findPart(parts, main.part) === undefined) throw new Refused("broken");
  for (const { type, part } of types) {
    if (type === MACRO_DOCUMENT || type === VBA) findings.add("docx-macro", part ?? "[Content_Types].xml");
  }
  for (const [name, content] of parts) {
    checkBytes(name, content, findings);
    if (/\.rels$/i.test(name)) checkRelationships(name, content, findings);
    else if (/\.xml$/i.test(name) || looksLikeXml(content)) checkFields(name, content, findings);
  }
}

/** What the parts are declared to be, in small letters; `part` is null where a type holds for an ending. */
function contentTypes(parts: Parts): { type: string; part: string | null }[] {
  const content = findPart(parts, "[Content_Types].xml");
  if (content === undefined) throw new Refused("name-disagrees");
  const types: { type: string; part: string | null }[] = [];
  for (const piece of readXml(content)) {
    if (piece.kind !== "open") continue;
    const attributes = readAttributes(piece.inner);
    const type = attributes.get("ContentType")?.trim().toLowerCase();
    if (type === undefined) continue;
    if (piece.name === "Override") types.push({ type, part: attributes.get("PartName")?.replace(/^\//, "") ?? "" });
    if (piece.name === "Default") types.push({ type, part: null });
  }
  return types;
}

/** Names of parts are the same in capital and small letters. */
function findPart(parts: Parts, name: string): Buffer | undefined {
  return parts.get(name) ?? [...parts].find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
}

function checkBytes(name: string, content: Buffer, findings: Findings): void {
  if (isEicar(content)) findings.add("eicar", name);
  if (isProgram(content)) findings.add("docx-program", name);
  if (/(?:^|\/)vba(?:project|data)[^/]*$/i.test(name)) findings.add("docx-macro", name);
  if (/(?:^|\/)activex\/[^/]+$/i.test(name)) findings.add("docx-activex", name);
  if (!isCompound(content)) return;
  // A compound file by any name: macros, a package that holds any file at all, or the object of some program.
  if (compoundHolds(content, "_VBA_PROJECT")) findings.add("docx-macro", name);
  else if (compoundHolds(content, "\x01Ole10Native")) findings.add("docx-ole-package", name);
  else findings.add("docx-embedded-object", name);
}

function looksLikeXml(content: Buffer): boolean {
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\0?\s*\0?<\0?[?\w]/.test(content.subarray(0, 64).toString("latin1"));
}
