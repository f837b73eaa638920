// Makes what Next keeps its requests in: before anything of Next is loaded.
import "next/dist/server/node-environment-baseline.js";

import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external.js";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external.js";
import { RequestCookies } from "next/dist/server/web/spec-extension/cookies.js";

/** Runs a route handler as Next runs it, so far as it looks at the request around it: its headers and its cookies. */
export function inRequest<T>(request: Request, work: () => Promise<T>): Promise<T> {
  const { headers } = request;
  const around = { type: "request", phase: "render", headers, cookies: new RequestCookies(headers) };
  return workAsyncStorage.run({ route: "/", forceStatic: false } as never, () =>
    workUnitAsyncStorage.run(around as never, work),
  );
}
