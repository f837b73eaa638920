import { openDocument } from "#lib/documents/open-document.ts";
import { OneDocument } from "#lib/documents/schema.ts";
import { fileResponse } from "#lib/http/file-response.ts";
import { refuse, statusFor } from "#lib/http/refuse.ts";
import { route } from "#lib/http/route.ts";

/** The file as it came in, whole or one range of it: to be saved, never to be shown. */
export const GET = route(OneDocument, "path", async (ctx, input, request) => {
  const opened = await openDocument(ctx, input);
  return opened.ok ? fileResponse(opened.value, request) : refuse(statusFor(opened.error), opened.error);
});
