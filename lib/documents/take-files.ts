import { overLimit } from "#lib/limits/over-limit.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { acceptFile } from "./accept-file.ts";
import type { UploadForm } from "./schema.ts";

/** A form sends its files whole: nobody can break them off any more. */
const { signal } = new AbortController();

/**
 * Takes in the files of a form, one after the other, each counted like an upload of its own. Ends at the first that is
 * refused; those before it are there.
 */
export async function takeFiles(ctx: PersonCtx, { files }: UploadForm) {
  for (const file of files) {
    if ((await overLimit(ctx, "file_upload")) !== null) return fail("too-many-requests");
    const upload = { name: file.name, conversationId: null, source: file.stream() };
    const accepted = await acceptFile(ctx, upload, signal);
    if (!accepted.ok) return accepted;
  }
  return ok(null);
}
