import { endpoints } from "#lib/api/endpoints.ts";
import { openDocument } from "#lib/documents/open-document.ts";
import { fileResponse } from "#lib/http/file-response.ts";
import { tokenRoute } from "#lib/http/route.ts";

export const GET = tokenRoute(endpoints.downloadDocument, async (ctx, input, request) => {
  const file = await openDocument(ctx, input);
  return file.ok ? fileResponse(file.value, request) : file;
});
