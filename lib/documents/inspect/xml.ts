import { Refused } from "./inspection.ts";
import { asBuffer, startsWith } from "./known-bytes.ts";

/**
 * An opening tag, a closing tag, or the text between tags, in the order of the document. Names are without their prefix;
 * `inner` is what {@link readAttributes} reads.
 */
export type XmlPiece =
  | { kind: "open"; name: string; inner: string; closed: boolean }
  | { kind: "close"; name: string }
  | { kind: "text"; text: string };

const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" }),
);

/**
 * Walks the XML of an Office part in one pass, as lenient as the most lenient reader. Throws {@link Refused} for a
 * document type: Office files must not have one, and it could define what any name stands for.
 */
export function* readXml(bytes: Uint8Array): Generator<XmlPiece> {
  const xml = decodeXml(bytes);
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf("<", at);
    if (open < 0 || open > at) {
      yield { kind: "text", text: plain(xml.slice(at, open < 0 ? undefined : open)) };
      if (open < 0) return;
    }
    if (xml.startsWith("<!--", open)) at = after(xml, "-->", open + 4);
    else if (xml.startsWith("<?", open)) at = after(xml, "?>", open + 2);
    else if (xml.startsWith("<![CDATA[", open)) {
      at = after(xml, "]]>", open + 9);
      yield { kind: "text", text: xml.slice(open + 9, at - 3) };
    } else if (xml.startsWith("<!", open)) {
      throw new Refused("broken");
    } else {
      at = tagEnd(xml, open);
      yield readTag(xml.slice(open + 1, at - 1));
    }
  }
}

/** Parts are UTF-8 or UTF-16. */
function decodeXml(bytes: Uint8Array): string {
  if (startsWith(bytes, "\xff\xfe") || startsWith(bytes, "<\0")) return new TextDecoder("utf-16le").decode(bytes);
  if (startsWith(bytes, "\xfe\xff") || startsWith(bytes, "\0<")) return new TextDecoder("utf-16be").decode(bytes);
  const text = asBuffer(bytes).toString("utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  return at < 0 ? xml.length : at + mark.length;
}

/** Just after the ">" of a tag; one within quotes does not count. */
function tagEnd(xml: string, from: number): number {
  const mark = /["'>]/g;
  mark.lastIndex = from;
  for (let found = mark.exec(xml); found !== null; found = mark.exec(xml)) {
    if (found[0] === ">") return mark.lastIndex;
    const close = xml.indexOf(found[0], mark.lastIndex);
    if (close < 0) break;
    mark.lastIndex = close + 1;
  }
  return xml.length + 1;
}

function readTag(inner: string): XmlPiece {
  const name = localName(/^\/?[^\s/>]*/.exec(inner)?.[0].replace("/", "") ?? "");
  return inner.startsWith("/") ? { kind: "close", name } : { kind: "open", name, inner, closed: inner.endsWith("/") };
}

/** The attributes of a tag by their names without prefix, entities replaced. */
export function readAttributes(inner: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  const step = /([^\s="'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?|[\s="'/]+/y; // each takes what no other would: linear
  for (let found = step.exec(inner); found !== null; found = step.exec(inner)) {
    const [, key, double, single] = found;
    const value = double ?? single;
    if (key !== undefined && value !== undefined) attributes.set(localName(key), plain(value));
  }
  return attributes;
}

const localName = (name: string) => name.slice(name.indexOf(":") + 1);

function plain(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED.get(name) ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
