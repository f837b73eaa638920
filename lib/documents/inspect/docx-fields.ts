import { isRemote } from "./docx-relationships.ts";
import type { Findings } from "./inspection.ts";
import { readAttributes, readXml } from "./xml.ts";

/**
 * Looks for fields that start a program (DDE) or fetch a document from elsewhere. The instruction of a field may be cut
 * into many runs, and parts of it computed by fields within it.
 */
export function checkFields(part: string, content: Buffer, findings: Findings): void {
  if (!mayHoldFields(content)) return;
  const open: { code: string; done: boolean }[] = [];
  let inInstruction = false;
  for (const piece of readXml(content)) {
    if (piece.kind === "text") {
      const field = open.at(-1);
      if (inInstruction && field !== undefined && !field.done) field.code += piece.text;
    } else if (piece.name === "instrText") {
      inInstruction = piece.kind === "open" && !piece.closed;
    } else if (piece.kind === "open" && piece.name === "fldSimple") {
      judge(readAttributes(piece.inner).get("instr") ?? "", part, findings);
    } else if (piece.kind === "open" && piece.name === "fldChar") {
      const step = readAttributes(piece.inner).get("fldCharType");
      if (step === "begin") open.push({ code: "", done: false });
      const field = open.at(-1);
      if (step === "begin" || field === undefined) continue;
      field.done = true;
      if (step !== "end") continue;
      open.pop();
      judge(field.code, part, findings);
      const around = open.at(-1);
      if (around !== undefined && !around.done) around.code += computed(field.code);
    }
  }
  for (const { code } of open) judge(code, part, findings);
}

/** A cheap look before the walk; names are never escaped in XML, but may be UTF-16. */
function mayHoldFields(content: Buffer): boolean {
  return ["instrText", "fldSimple"].some(
    (name) =>
      content.includes(name) || content.includes(Buffer.from(name, "utf16le")) || content.includes(bigEndian(name)),
  );
}

const bigEndian = (text: string) => Buffer.from(text, "utf16le").swap16();

function judge(code: string, part: string, findings: Findings): void {
  const [, word = "", rest = ""] = /^[\s"]*([a-z]+)(.*)$/is.exec(code) ?? [];
  if (/^dde(?:auto)?$/i.test(word)) findings.add("docx-dde", part);
  if (!/^(?:includetext|link|import)$/i.test(word)) return;
  // One after the other, since a hostile instruction may have millions of words.
  for (const [given] of rest.matchAll(/"[^"]*"|[^\s"]+/g)) {
    const target = given.replaceAll('"', "").trim();
    const isSwitchOrCell = /^\\.{1,2}$|^[rz]\d*[cs]\d*:/i.test(target);
    if (isSwitchOrCell || !isRemote(undouble(target))) continue;
    findings.add("docx-remote-object", part);
    break;
  }
}

/** Backslashes are written twice within instructions. */
function undouble(word: string): string {
  return /^\\\\[^\\]/.test(word) ? word : word.replaceAll("\\\\", "\\");
}

/** QUOTE gives its text, or the characters that its numbers stand for; that is how "DDE" is kept out of sight. */
function computed(code: string): string {
  const quoted = /^\s*quote\s(.*)$/is.exec(code)?.[1];
  if (quoted === undefined) return "";
  const numbers = quoted.match(/\b\d{1,3}\b/g);
  if (numbers !== null && !quoted.includes('"')) return String.fromCharCode(...numbers.slice(0, 1000).map(Number));
  return quoted.replaceAll('"', "");
}
