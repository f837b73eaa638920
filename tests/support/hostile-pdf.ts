import { deflateSync } from "node:zlib";

export type PdfObject = string | { dictionary: string; data: Buffer };

/** Numbers 1 to 3 are the catalog, its pages and its page; more begin at 4. */
export function aPdf(
  options: { catalog?: string; page?: string; more?: readonly PdfObject[]; trailer?: string } = {},
): Buffer {
  const { catalog = "", page = "", more = [], trailer = "" } = options;
  const objects: PdfObject[] = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] ${page} >>`,
    ...more,
  ];
  const pieces: Buffer[] = [Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1")];
  const offsets: number[] = [];
  let length = pieces[0]?.length ?? 0;
  const add = (piece: Buffer) => {
    pieces.push(piece);
    length += piece.length;
  };
  objects.forEach((object, index) => {
    offsets.push(length);
    add(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body(object), Buffer.from("\nendobj\n")]));
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...pieces, Buffer.from(end)]);
}

function body(object: PdfObject): Buffer {
  if (typeof object === "string") return Buffer.from(object, "latin1");
  const { dictionary, data } = object;
  return Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${data.length} >>\nstream\n`, "latin1"),
    data,
    Buffer.from("\nendstream"),
  ]);
}

/** Objects packed into a stream. `pack` may encode it once more; `filter` names what undoes that. */
export function anObjectStream(
  objects: Readonly<Record<number, string>>,
  { filter = "/Filter /FlateDecode", pack = deflateSync as (data: Buffer) => Buffer, type = "/Type /ObjStm" } = {},
): PdfObject {
  let offset = 0;
  const index = Object.entries(objects).map(([number, value]) => {
    const entry = `${number} ${offset}`;
    offset += value.length + 1;
    return entry;
  });
  const head = `${index.join(" ")}\n`;
  const data = pack(Buffer.from(head + Object.values(objects).join("\n"), "latin1"));
  return { dictionary: `${type} /N ${index.length} /First ${head.length} ${filter}`, data };
}
