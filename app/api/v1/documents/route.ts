import { answers } from "#lib/api/answers.ts";
import { endpoints } from "#lib/api/endpoints.ts";
import { acceptFile } from "#lib/documents/accept-file.ts";
import { tokenRoute } from "#lib/http/route.ts";
import { isDeclaredTooLarge, uploadedBody } from "#lib/http/uploaded-body.ts";
import { fail } from "#lib/platform/result.ts";

export const GET = tokenRoute(endpoints.listDocuments, answers.listDocuments);

/** The file as it comes in. One that says itself that it is too large is not read at all. */
export const POST = tokenRoute(endpoints.uploadDocument, async (ctx, { name, conversationId = null }, request) =>
  isDeclaredTooLarge(request)
    ? fail("too-large")
    : acceptFile(ctx, { name, conversationId, source: uploadedBody(request) }, request.signal),
);
