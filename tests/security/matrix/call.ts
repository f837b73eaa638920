import { readFileSync } from "node:fs";

/** A server action as the build knows it. */
export type BuiltAction = { id: string; name: string; page: string };

const read = (file: string) => JSON.parse(readFileSync(`.next/server/${file}`, "utf8"));

/** Every server action of the build, named `folder/export`, with the address of a page that has it. */
export function builtActions(pageOf: (path: string) => string): BuiltAction[] {
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
    return { id, name: `${file}.${exportedName}`, page: pageOf(page) };
  });
}

/** Every page and route handler of the build, as patterns of addresses. */
export function builtDoors(): { path: string; isPage: boolean }[] {
  return Object.keys(read("app-paths-manifest.json") as Record<string, string>)
    .filter((entry) => !/_not-found|_global-error|\.(svg|txt)\//.test(entry))
    .map((entry) => ({ path: doorPath(entry), isPage: entry.endsWith("/page") }));
}

const doorPath = (entry: string) => entry.replace(/\/(page|route)$/, "").replace(/\/\([^)]+\)/g, "") || "/";

/** What a caller hands to an action: an object as its one argument, or the fields of a form that React would send. */
export type Given = { object: unknown } | { form: Record<string, string> };

/** The body and headers with which a browser calls a server action. */
export function actionRequest({ id }: BuiltAction, given: Given): { body: BodyInit; headers: Record<string, string> } {
  const headers = { "next-action": id, accept: "text/x-component" };
  if ("object" in given) {
    return {
      body: JSON.stringify([given.object]),
      headers: { ...headers, "content-type": "text/plain;charset=UTF-8" },
    };
  }
  const body = new FormData();
  for (const [name, value] of Object.entries(given.form)) body.set(`_1_${name}`, value);
  body.set("0", '[null,"$K1"]');
  return { body, headers };
}

/** How an action answered: the code of its refusal, "ok", or where it led. */
export async function outcomeOf(response: Response): Promise<string> {
  const to = response.headers.get("x-action-redirect");
  const text = await response.text();
  if (to !== null) return `to ${to.split(";")[0]}`;
  const code = /"ok":false,"error":"([\w-]+)"/.exec(text)?.[1];
  if (code !== undefined) return code;
  if (/"ok":true/.test(text)) return "ok";
  return `status ${response.status}`;
}
