import { answers } from "#lib/api/answers.ts";
import { endpoints } from "#lib/api/endpoints.ts";
import { tokenRoute } from "#lib/http/route.ts";

export const GET = tokenRoute(endpoints.readDocument, answers.readDocument);
export const PATCH = tokenRoute(endpoints.editDocument, answers.editDocument);
export const DELETE = tokenRoute(endpoints.deleteDocument, answers.deleteDocument);
