import { answers } from "#lib/api/answers.ts";
import { endpoints } from "#lib/api/endpoints.ts";
import { tokenRoute } from "#lib/http/route.ts";

export const GET = tokenRoute(endpoints.searchDocuments, answers.searchDocuments);
