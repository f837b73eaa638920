import { readFileSync } from "node:fs";
import type { Instance } from "#tests/support/instance.ts";
import type { Given } from "./access.ts";
import type { ActionRow } from "./actions.ts";
import type { HandlerRow } from "./doors.ts";
import type { Holder } from "./people.ts";
import type { Things } from "./things.ts";

/** A server action as the build knows it; `page` is the pattern of a page's address that has it. */
export type BuiltAction = { id: string; name: string; page: string };

const read = (file: string) => JSON.parse(readFileSync(`.next/server/${file}`, "utf8"));

/** Every server action of the build, named `folder/export`. */
export function builtActions(): BuiltAction[] {
  const manifest = read("server-reference-manifest.json") as {
    node: Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }>;
  };
  return Object.entries(manifest.node).map(([id, { workers, filename, exportedName }]) => {
    const file = filename
      .replace(/^app\//, "")
      .replace(/\.tsx?$/, "")
      .replace(/\(\w+\)\//g, "");
    // The page with the fewest needs: a plain one before one with a parameter.
    const pages = Object.keys(workers).map((worker) => doorPath(worker.replace(/^app/, "")));
    const page = pages.toSorted((a, b) => a.split("[").length - b.split("[").length || a.length - b.length)[0] ?? "/";
    return { id, name: `${file}.${exportedName}`, page };
  });
}

/** Every page and route handler of the build, as patterns of addresses. */
export function builtDoors(): { path: string; isPage: boolean }[] {
  return Object.keys(read("app-paths-manifest.json") as Record<string, string>)
    .filter((entry) => !/_not-found|_global-error|\.(svg|txt)\//.test(entry))
    .map((entry) => ({ path: doorPath(entry), isPage: entry.endsWith("/page") }));
}

const doorPath = (entry: string) => entry.replace(/\/(page|route)$/, "").replace(/\/\([^)]+\)/g, "") || "/";

/** The address that a pattern stands for, about the things of one person. */
export async function addressOf(pattern: string, things: Things): Promise<string> {
  const filled = pattern
    .replace("[page]", "chatting")
    .replace("[...nextauth]", "session")
    .replace("[...missing]", "no-such-door");
  if (!filled.includes("[")) return filled;
  return filled
    .replace("[conversationId]", filled.includes("[conversationId]") ? await things.conversation : "")
    .replace("[documentId]", filled.includes("[documentId]") ? await things.document : "")
    .replace("[accountId]", filled.includes("[accountId]") ? await things.account : "");
}

/** One request, as a browser on a page of the site sends it. */
export function knock(
  server: Instance,
  path: string,
  { headers: own }: Pick<Holder, "headers">,
  init: RequestInit = {},
) {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(own)) headers.set(name, value);
  headers.set("origin", server.url);
  headers.set("sec-fetch-site", "same-origin");
  headers.set("sec-fetch-dest", init.method === undefined || init.method === "GET" ? "document" : "empty");
  return fetch(server.url + path, { redirect: "manual", signal: AbortSignal.timeout(60_000), ...init, headers });
}

/** What a page or route handler answers: "in", "to /sign-in", or the status with the code of the refusal. */
export async function tryDoor(
  server: Instance,
  pattern: string,
  holder: Pick<Holder, "headers">,
  things: Things,
  { method = "GET", body, file, query = "" }: Partial<HandlerRow> = {},
): Promise<string> {
  const init = body
    ? { body: JSON.stringify(await settled(body(things))), headers: { "content-type": "application/json" } }
    : file !== undefined && { body: file, headers: { "content-type": "application/octet-stream" } };
  const address = (await addressOf(pattern, things)) + (typeof query === "string" ? query : await query(things));
  const response = await knock(server, address, holder, { method, ...init });
  if (response.status >= 400) return refusalOf(response, await response.text());
  // A stream of events has no end; whoever got in sees that in its status.
  if (response.status < 300) await response.body?.cancel();
  else await response.arrayBuffer();
  return response.headers.get("location")?.includes("/sign-in") ? "to /sign-in" : "in";
}

/** What an action answers: "ok", the code of its refusal, where it leads, or what refused it before it ran. */
export async function tryAction(
  server: Instance,
  { id, page }: BuiltAction,
  row: ActionRow,
  holder: Pick<Holder, "headers">,
  things: Things,
): Promise<string> {
  const given = await settled(row.given(things));
  const headers: Record<string, string> = { "next-action": id, accept: "text/x-component" };
  if (row.as === "object") headers["content-type"] = "text/plain;charset=UTF-8";
  const body = row.as === "object" ? JSON.stringify([given]) : formOf(given);
  const response = await knock(server, await addressOf(page, things), holder, { method: "POST", headers, body });
  const text = await response.text();
  const to = response.headers.get("x-action-redirect") ?? response.headers.get("location");
  if (to !== null) return `to ${new URL(to.split(";")[0] ?? "", server.url).pathname}`;
  if (response.status >= 400) return refusalOf(response, text);
  return /"ok":false,"error":"([\w-]+)"/.exec(text)?.[1] ?? (text.includes('"ok":true') ? "ok" : "nothing");
}

/** The fields of a form as React sends them to an action of `useActionState`. */
function formOf(given: object): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(given)) body.set(`_1_${name}`, value);
  body.set("0", '[null,"$K1"]');
  return body;
}

async function settled(given: Given): Promise<object> {
  const fields = Object.entries(given).map(async ([name, value]) => [name, await value] as const);
  return Object.fromEntries(await Promise.all(fields));
}

function refusalOf({ status, headers }: Response, text: string): string {
  const isJson = headers.get("content-type")?.startsWith("application/json") ?? false;
  return isJson ? `${status} ${(JSON.parse(text) as { error?: string }).error}` : String(status);
}
