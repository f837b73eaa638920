import { listStates } from "#lib/documents/queries.ts";
import { DocumentIds } from "#lib/documents/schema.ts";
import { route } from "#lib/http/route.ts";

/** How far documents of one's own are, for a page that waits for them. Other ids are passed over. */
export const GET = route(DocumentIds, "query", async (ctx, { ids }) => {
  const states = await listStates(ctx.db, { ownerId: ctx.actor.id, ids });
  return Response.json({ states }, { headers: { "cache-control": "no-store" } });
});
