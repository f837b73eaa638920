import type { Permission } from "#lib/access/policy.ts";
import { type Endpoint, endpoints } from "#lib/api/endpoints.ts";
import { type Access, type Given, may, own } from "./access.ts";
import type { Things } from "./things.ts";

/** Every page. One that is not here fails the build, as do route handlers, their methods, and actions. */
export const pages: Record<string, Access> = {
  "/": "anybody",
  "/help": "anybody",
  "/help/[page]": "anybody",
  "/sign-in": "anybody",
  "/sign-in/continue": "anybody",
  "/sign-in/enrol": "step",
  "/sign-in/factor": "step",
  "/sign-in/password": "step",
  "/sign-in/forgotten": "anybody",
  "/sign-in/link": "anybody",
  "/sign-in/mail": "anybody",
  "/new-address": "anybody",
  "/reset": "anybody",
  "/verify": "anybody",
  "/sign-up": "anybody",
  "/setup": "anybody",
  "/join": "anybody",
  "/settings": "anybody", // leads on to a page that is not
  "/settings/profile": "person",
  "/settings/security": "person",
  "/settings/tokens": "person",
  "/chat": "person",
  "/chat/[conversationId]": own("conversation"),
  "/documents": "person",
  "/documents/[documentId]": own("document"),
  "/moderation": may("moderation.open"),
  "/moderation/quarantine": may("quarantine.list"),
  "/admin": may("administration.open"),
  "/admin/events": may("event.list"),
  "/admin/users": may("person.list"),
  "/admin/users/[accountId]": may("person.list"),
  "/admin/users/[accountId]/conversations": may("glass.break"),
  "/admin/users/[accountId]/conversations/[conversationId]": "glass",
  "/admin/users/import": may("person.import"),
  "/admin/users/permissions": may("person.list"),
  "/admin/rules": may("address-rule.list"),
  "/admin/system": may("setting.read"),
};

export type HandlerRow = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  who: Access;
  body?: ((things: Things) => Given) | undefined;
  /** A text file that is the body. */
  file?: string;
  /** What stands behind the path, with its question mark. */
  query?: string | ((things: Things) => Promise<string>);
  /** What it answers to whoever may; they are in, unless this says otherwise. */
  answer?: string;
  /** What a token needs here; null where any will do. Of endpoints of the API alone. */
  scope?: Permission | null;
};
const get = (who: Access): HandlerRow => ({ method: "GET", who });
const post = (who: Access, body: HandlerRow["body"]): HandlerRow => ({ method: "POST", who, body });

const talk = { text: "hello", modelId: "librarian" };
const plan = { query: "?name=plan.txt", file: "A plan." };
const send = { ...talk, kind: "send", parentId: null };

/** Every method of every route handler, with an input that would do something if it were let through. */
export const handlers: Record<string, HandlerRow[]> = {
  "/api/auth/[...nextauth]": [get("self"), { ...post("self", () => ({})), answer: "405 not-allowed" }],
  "/api/chat": [
    post("person", () => ({ ...send, conversationId: null })),
    post(own("conversation"), ({ conversation }) => ({ ...send, conversationId: conversation })),
    post(own("conversation"), ({ conversation, question }) => ({
      ...{ kind: "again", modelId: "librarian", conversationId: conversation, messageId: question },
    })),
  ],
  "/api/chat/[conversationId]/messages": [get(own("conversation"))],
  "/api/chat/[conversationId]/stream": [get(own("conversation")), { method: "DELETE", who: own("conversation") }],
  "/api/csp-report": [post("anybody", () => ({}))],
  "/api/documents": [
    { ...post("person", undefined), ...plan },
    {
      ...{ ...post(own("conversation"), undefined), ...plan },
      query: async ({ conversation }) => `${plan.query}&conversation=${await conversation}`,
    },
  ],
  "/api/documents/[documentId]/file": [get(own("document"))],
  "/api/documents/states": [{ ...get("person"), query: async ({ document }) => `?ids=${await document}` }],
  "/api/events": [get(may("event.list"))],
  "/api/health": [get("anybody")],
  "/api/health/ready": [get("anybody")],
  "/api/v1/openapi.json": [get("anybody")],
  "/api/v1/[...missing]": (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).map((method) => ({
    ...{ method, who: "nobody" as const },
  })),
};

/** Every endpoint of the API, as its own table has it. */
export const programs = (Object.values(endpoints) as Endpoint[]).flatMap(({ method, path, scopes, takesFile }) => {
  const row = {
    path: `/api/v1${path.replace("{", "[").replace("}", "]")}`,
    method: method.toUpperCase(),
    who: "program",
  };
  const of = (scope: Permission | null, body?: HandlerRow["body"]) => [
    { ...(row as HandlerRow & { path: string }), scope, body },
  ];
  // One address, two things to do.
  if (path === "/messages")
    return [
      ...of("conversation.create", () => ({ ...talk, stream: true })),
      ...of("conversation.write", ({ conversation }) => ({ ...talk, stream: true, conversationId: conversation })),
    ];
  const scope = scopes[0] ?? null;
  if (method === "patch") return of(scope, () => (path.startsWith("/documents") ? { name: "B" } : { title: "B" }));
  if (takesFile) return of(scope).map((each) => ({ ...each, ...plan }));
  if (path === "/documents/search") return of(scope).map((each) => ({ ...each, query: "?q=plan" }));
  return of(scope);
});
