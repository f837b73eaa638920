import type { Kind } from "#lib/documents/schema.ts";
import { FILE_POLICY } from "./headers.ts";

/** A file to hand out, as `openDocument` answers it. */
export type Download = {
  name: string;
  kind: Kind;
  /** Bytes. */
  size: number;
  /** A strong entity tag, in its quotation marks. */
  tag: string;
  read(range?: Span): AsyncIterable<Uint8Array>;
};

/** From `start` up to, not including, `end`; in bytes. */
type Span = { start: number; end: number };

const types: Record<Kind, string> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  // Without a character set: the bytes are as they came in.
  txt: "text/plain",
  md: "text/markdown",
};

/**
 * The answer that hands out a file: to be saved and never shown, whole or one range of it. Its first bytes are read
 * before the answer begins, so that a file that is gone or damaged is an error and not an empty download; where one shows
 * its damage later, the answer breaks off short of the length it promised.
 */
export async function fileResponse({ name, kind, size, tag, read }: Download, request: Request): Promise<Response> {
  const headers = new Headers({
    "accept-ranges": "bytes",
    "cache-control": "private, no-store, no-transform",
    "content-disposition": disposition(name),
    "content-security-policy": FILE_POLICY,
    "content-type": types[kind],
    etag: tag,
    "x-content-type-options": "nosniff",
  });
  const range = request.method === "GET" ? rangeOf(request.headers, size, tag) : null;
  if (range === "outside") {
    for (const each of ["content-disposition", "content-type"]) headers.delete(each);
    headers.set("content-range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-length", String(range === null ? size : range.end - range.start));
  if (range !== null) headers.set("content-range", `bytes ${range.start}-${range.end - 1}/${size}`);
  const body = request.method === "HEAD" ? null : await begun(read(range ?? undefined));
  return new Response(body, { status: range === null ? 200 : 206, headers });
}

/**
 * The part that is asked for (RFC 9110, section 14). Null for the whole: also when several parts are asked for, when the
 * words cannot be read, or when they are about a file that was another one.
 */
function rangeOf(headers: Headers, size: number, tag: string): Span | "outside" | null {
  const [, from = "", to = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.get("range")?.trim() ?? "") ?? [];
  if (from === "" && to === "") return null;
  const only = headers.get("if-range");
  if (only !== null && only !== tag) return null;
  if (from === "") return Number(to) === 0 ? "outside" : { start: Math.max(0, size - Number(to)), end: size };
  if (to !== "" && Number(to) < Number(from)) return null;
  if (Number(from) >= size) return "outside";
  return { start: Number(from), end: to === "" ? size : Math.min(size, Number(to) + 1) };
}

/** The name twice: in plain letters for what is old, in full by RFC 8187. */
function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/gu, "_");
  const full = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}

async function begun(source: AsyncIterable<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const bytes = source[Symbol.asyncIterator]();
  let first: IteratorResult<Uint8Array> | null = await bytes.next();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = first ?? (await bytes.next());
        first = null;
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await bytes.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
