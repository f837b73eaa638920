import { acceptFile } from "#lib/documents/accept-file.ts";
import { UploadFile } from "#lib/documents/schema.ts";
import { refuse, statusFor } from "#lib/http/refuse.ts";
import { route } from "#lib/http/route.ts";
import { isDeclaredTooLarge, uploadedBody } from "#lib/http/uploaded-body.ts";

/** Takes in one file: its bytes are the body, its name and the conversation it belongs to stand in the query. */
export const POST = route(UploadFile, "query", async (ctx, { name, conversation }, request) => {
  if (isDeclaredTooLarge(request)) return refuse(413, "too-large");
  const upload = { name, conversationId: conversation ?? null, source: uploadedBody(request) };
  const accepted = await acceptFile(ctx, upload, request.signal);
  if (!accepted.ok) return refuse(statusFor(accepted.error), accepted.error);
  return Response.json(accepted.value, { status: 201, headers: { "cache-control": "no-store" } });
});
