import type { Instrumentation } from "next";

// NEXT_RUNTIME is a constant of the build, which also compiles this file for a runtime that we do not use.

/** Hands the boot to the server around Next: see lib/platform/boot-door.ts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ bootDoor }, { prepare }] = await Promise.all([
    import("#lib/platform/boot-door.ts"),
    import("#lib/platform/boot.ts"),
  ]);
  bootDoor().resolve(prepare);
}

/** What a page or a route throws reaches the log with the id of its request, and nobody else. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logRequestError } = await import("#lib/http/log-request-error.ts");
  logRequestError(error, request.headers, { route: context.routePath, method: request.method });
};
