import mammoth from "mammoth";
import { BlockList } from "./blocks.ts";

/** What is used of the tree that mammoth makes of a Word file. */
type Node = {
  type: string;
  children?: Node[];
  value?: string;
  styleName?: string | null;
  numbering?: { level: string; isOrdered: boolean } | null;
  noteType?: string;
  noteId?: string;
  checked?: boolean;
};
type Notes = { resolve(reference: Node): { body: Node[] } | null };

const MAX_DEPTH = 40;

/** Headings, paragraphs, lists, tables and notes. A Word file knows no pages until it is laid out. */
export async function extractDocx(bytes: Uint8Array): Promise<BlockList> {
  let document: (Node & { notes: Notes }) | undefined;
  const keepTree = (tree: Node & { notes: Notes }) => {
    document = tree;
    return { ...tree, children: [] }; // Nothing is left to become HTML, so no image is read either.
  };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  await mammoth.convertToHtml(
    { buffer },
    { transformDocument: keepTree, includeEmbeddedStyleMap: false, externalFileAccess: false },
  );
  if (document === undefined) throw new Error("mammoth made no tree");
  const reader = new TreeReader(document.notes);
  reader.blocks(document.children ?? [], 0);
  return reader.list;
}

class TreeReader {
  readonly list = new BlockList();
  readonly #notes: Notes;
  /** Notes that the current paragraph, list or table refers to; they follow it. */
  #open: Node[] = [];
  #noteCount = 0;

  constructor(notes: Notes) {
    this.#notes = notes;
  }

  blocks(nodes: readonly Node[], depth: number): void {
    let items: string[] = [];
    const counts: number[] = [];
    const closeList = () => {
      if (items.length === 0) return;
      this.#text(items.join("\n"), depth);
      items = [];
      counts.length = 0;
    };
    for (const node of nodes) {
      const level = headingLevel(node);
      if (node.type === "paragraph" && node.numbering && level === null) {
        const item = this.#inline(node, depth).trim();
        if (item !== "") items.push(listItem(item, node.numbering, counts));
        continue;
      }
      closeList();
      if (level !== null) this.#heading(level, this.#inline(node, depth), depth);
      else if (node.type === "table") this.#text(this.#rows(node, depth).join("\n"), depth);
      else if (node.type === "paragraph") this.#text(this.#inline(node, depth), depth);
      else if (node.children && depth < MAX_DEPTH) this.blocks(node.children, depth + 1);
    }
    closeList();
  }

  #heading(level: number, text: string, depth: number): void {
    this.list.heading(level, text);
    this.#closeNotes(depth);
  }

  #text(text: string, depth: number): void {
    this.list.text(text);
    this.#closeNotes(depth);
  }

  #closeNotes(depth: number): void {
    const references = this.#open;
    this.#open = [];
    for (const reference of references) {
      const body = this.#notes.resolve(reference)?.body ?? [];
      const text = body.map((node) => this.#inline(node, depth + 1).trim()).join("\n");
      this.list.text(`[${reference.value}] ${text.trim()}`);
    }
  }

  #rows(table: Node, depth: number): string[] {
    const rows = (table.children ?? []).map((row) =>
      (row.children ?? [])
        .map((cell) =>
          this.#inline(cell, depth + 1)
            .replace(/\s+/g, " ")
            .trim(),
        )
        .join(" | "),
    );
    return rows.filter((row) => /[^\s|]/.test(row));
  }

  /** Everything within, in one text; paragraphs within a table's cell are lines. */
  #inline(node: Node, depth: number): string {
    if (depth > MAX_DEPTH) return "";
    switch (node.type) {
      case "text":
        return node.value ?? "";
      case "tab":
        return "\t";
      case "break":
        return "\n";
      case "checkbox":
        return node.checked ? "[x] " : "[ ] ";
      case "noteReference": {
        // Notes within notes would go round in circles.
        if (this.#notes.resolve(node) === null || depth > MAX_DEPTH / 2) return "";
        this.#noteCount++;
        this.#open.push({ ...node, value: String(this.#noteCount) });
        return `[${this.#noteCount}]`;
      }
      default: {
        const joint = node.type === "tableCell" || node.type === "table" || node.type === "tableRow" ? "\n" : "";
        return (node.children ?? []).map((child) => this.#inline(child, depth + 1)).join(joint);
      }
    }
  }
}

/** Word keeps the English names of its own styles in every language; other programs write them as they are shown. */
function headingLevel(node: Node): number | null {
  if (node.type !== "paragraph" || !node.styleName) return null;
  if (/^(title|titel)$/i.test(node.styleName)) return 1;
  const match = /^(?:heading|überschrift) ?([1-9])$/i.exec(node.styleName);
  return match ? Number(match[1]) : null;
}

/** `counts` holds the number of the last item of each level, and is moved on. */
function listItem(text: string, numbering: { level: string; isOrdered: boolean }, counts: number[]): string {
  const level = Math.min(8, Math.max(0, Number(numbering.level) || 0));
  counts.length = Math.min(counts.length, level + 1);
  for (let at = counts.length; at <= level; at++) counts[at] = 0;
  const count = (counts[level] ?? 0) + 1;
  counts[level] = count;
  return `${"  ".repeat(level)}${numbering.isOrdered ? `${count}.` : "-"} ${text}`;
}
