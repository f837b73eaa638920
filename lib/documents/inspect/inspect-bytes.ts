import { isEicar } from "./eicar.ts";
import { cleanName } from "./file-name.ts";
import { Findings, type Inspection, Refused } from "./inspection.ts";
import { kindOf } from "./kind.ts";

/** What a file is and what is wrong with it, from all its bytes and its name alone. Runs in the worker that reads files. */
export async function inspectBytes(bytes: Uint8Array, name: string): Promise<Inspection> {
  const findings = new Findings();
  try {
    if (bytes.length === 0) throw new Refused("empty");
    const clean = cleanName(name);
    if (!clean.ok) throw new Refused(clean.error);
    const kind = await kindOf(bytes, clean.value);
    if (isEicar(bytes)) findings.add("eicar", "whole");
    // Loaded when needed: the worker reads one file, and loading is most of what a small one costs.
    if (kind === "docx") await (await import("./docx-content.ts")).checkDocx(bytes, findings);
    if (kind === "pdf") (await import("./pdf-content.ts")).checkPdf(bytes, findings);
    return { ok: true, kind, findings: findings.all() };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}
