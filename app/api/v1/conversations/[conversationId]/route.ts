import { answers } from "#lib/api/answers.ts";
import { endpoints } from "#lib/api/endpoints.ts";
import { tokenRoute } from "#lib/http/route.ts";

export const GET = tokenRoute(endpoints.readConversation, answers.readConversation);
export const PATCH = tokenRoute(endpoints.editConversation, answers.editConversation);
export const DELETE = tokenRoute(endpoints.deleteConversation, answers.deleteConversation);
