import { makeZip, type ZipEntry } from "#tests/support/zip.ts";

const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

export type DocxParts = {
  /** Inside the body. */
  body?: string;
  /** Relationship elements of the document. */
  links?: string;
  mainType?: string;
  types?: string;
  more?: readonly ZipEntry[];
};

/** The parts of a small Word document, to be changed and zipped. */
export function docxEntries({
  body = "",
  links = "",
  mainType = MAIN,
  types = "",
  more = [],
}: DocxParts = {}): ZipEntry[] {
  return [
    {
      name: "[Content_Types].xml",
      content: `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${mainType}"/>${types}</Types>`,
    },
    { name: "_rels/.rels", content: relationships(relationship("officeDocument", "word/document.xml")) },
    {
      name: "word/document.xml",
      content: `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${WORD}"><w:body>${body}<w:p><w:r><w:t>The report.</w:t></w:r></w:p></w:body></w:document>`,
    },
    { name: "word/_rels/document.xml.rels", content: relationships(links) },
    ...more,
  ];
}

export const aDocx = (parts?: DocxParts): Buffer => makeZip(docxEntries(parts));

export function relationships(links: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links}</Relationships>`;
}

let links = 0;

export function relationship(type: string, target: string, external = false): string {
  const mode = external ? ' TargetMode="External"' : "";
  return `<Relationship Id="r${++links}" Type="${OFFICE}/${type}" Target="${target}"${mode}/>`;
}

/** The instruction of a field, one run for each piece. */
export function field(...instruction: string[]): string {
  const run = (inner: string) => `<w:r>${inner}</w:r>`;
  const step = (type: string) => run(`<w:fldChar w:fldCharType="${type}"/>`);
  const pieces = instruction.map((piece) =>
    piece.startsWith("<") ? piece : run(`<w:instrText xml:space="preserve">${piece}</w:instrText>`),
  );
  return `${step("begin")}${pieces.join("")}${step("separate")}${run("<w:t>click</w:t>")}${step("end")}`;
}

/** Enough of a compound file (OLE) for its names to be found: the mark, then a directory in UTF-16. */
export function aCompoundFile(...names: string[]): Buffer {
  const directory = names.map((name) => Buffer.from(name.padEnd(32, "\0"), "utf16le"));
  return Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(504), ...directory, Buffer.alloc(512)]);
}
