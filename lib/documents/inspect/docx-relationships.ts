import type { FindingCode, Findings } from "./inspection.ts";
import { readAttributes, readXml } from "./xml.ts";

/** Kinds of relationship that lead out of the file in a harmless way; of all others the target decides. */
const OUTWARD: ReadonlyMap<string, FindingCode | null> = new Map([
  ["hyperlink", null], // followed when a person clicks
  ["image", "docx-external-image"],
  ["video", "docx-external-image"],
  ["audio", "docx-external-image"],
  ["media", "docx-external-image"],
]);

const INSIDE: ReadonlyMap<string, FindingCode> = new Map([
  ["vbaproject", "docx-macro"],
  ["wordvbadata", "docx-macro"],
  ["control", "docx-activex"],
  ["activexcontrolbinary", "docx-activex"],
  ["afchunk", "docx-alt-chunk"],
]);

/** Judges what a part of a DOCX leads to, from its `.rels`. `part` is the name of that file. */
export function checkRelationships(part: string, content: Buffer, findings: Findings): void {
  for (const piece of readXml(content)) {
    if (piece.kind !== "open" || piece.name !== "Relationship") continue;
    const attributes = readAttributes(piece.inner);
    const type = (attributes.get("Type") ?? "").trim().toLowerCase().split("/").at(-1) ?? "";
    const target = (attributes.get("Target") ?? "").trim();
    const inside = INSIDE.get(type);
    if (inside !== undefined) findings.add(inside, part);
    if (attributes.get("TargetMode")?.trim().toLowerCase() !== "external") continue;
    const harmless = OUTWARD.get(type);
    const code = harmless !== undefined ? harmless : isRemote(target) ? remoteCode(type) : "docx-local-link";
    if (code !== null) findings.add(code, part);
  }
}

function remoteCode(type: string): FindingCode {
  return type === "attachedtemplate" ? "docx-remote-template" : "docx-remote-object";
}

/**
 * Whether opening a target asks another machine, or another program: anything but a path without a host. A share
 * (`\\server\…`) is remote: asking for it hands the reader's password hash to that server.
 */
export function isRemote(target: string): boolean {
  const slashed = target.replace(/\\|%5c/gi, "/");
  if (/^(?:file:)?\/\/\/?[a-z]:/i.test(slashed) || /^file:\/\/\/[^/]/i.test(slashed)) return false;
  const path = slashed.replace(/^file:/i, "");
  return path.startsWith("//") || /^[a-z][a-z0-9+.-]+:/i.test(path); // one letter and a colon is a drive
}
