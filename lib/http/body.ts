import { bodyBytes } from "#lib/limits/table.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";

/** Reads a body, refusing while reading once it is larger than bodies may be outside uploads. */
export async function readBytes(request: Request): Promise<Result<Buffer<ArrayBuffer>, "too-large">> {
  if (Number(request.headers.get("content-length") ?? 0) > bodyBytes) return fail("too-large");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > bodyBytes) return fail("too-large");
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}

/** Reads a JSON body in valid UTF-8. */
export async function readJson(request: Request): Promise<Result<unknown, "invalid-input" | "too-large">> {
  const bytes = await readBytes(request);
  if (!bytes.ok) return bytes;
  try {
    return ok(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.value)));
  } catch {
    return fail("invalid-input");
  }
}
