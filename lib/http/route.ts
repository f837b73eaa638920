import type { ZodType } from "zod";
import type { Ctx, PersonCtx } from "#lib/platform/context.ts";
import { log, withRequestId } from "#lib/platform/log.ts";
import { readJson } from "./body.ts";
import { currentCtx, isPerson } from "./context.ts";
import { refuse, statusFor } from "./refuse.ts";

type Params = { params: Promise<Record<string, string | string[] | undefined>> };
type Input = "body" | "query" | "path";

/**
 * A route handler for a signed-in person. The input is what the path says, joined with the JSON body or the query as
 * `from` names; unknown keys are refused by the schema. `answer` makes the response.
 */
export function route<I>(
  schema: ZodType<I>,
  from: Input,
  answer: (ctx: PersonCtx, input: I, request: Request) => Promise<Response>,
) {
  return (request: Request, { params }: Params) =>
    guarded(async (ctx) => {
      if (!isPerson(ctx)) return refuse(401, "signed-out");
      const given = await read(request, from);
      if (!given.ok) return refuse(statusFor(given.error), given.error);
      const parsed = schema.safeParse({ ...given.value, ...(await params) });
      return parsed.success ? answer(ctx, parsed.data, request) : refuse(400, "invalid-input");
    });
}

/** Builds the context, and turns a bug into a plain 500 that shows nothing of the inside. */
export async function guarded(work: (ctx: Ctx) => Promise<Response>): Promise<Response> {
  try {
    const ctx = await currentCtx();
    return await withRequestId(ctx.requestId, () => work(ctx));
  } catch (error) {
    log().error({ err: error }, "a route handler failed");
    return refuse(500, "failed");
  }
}

async function read(
  request: Request,
  from: Input,
): Promise<{ ok: true; value: object } | { ok: false; error: "invalid-input" | "too-large" }> {
  if (from === "path") return { ok: true, value: {} };
  if (from === "query") return { ok: true, value: Object.fromEntries(new URL(request.url).searchParams) };
  const body = await readJson(request);
  if (!body.ok) return body;
  const isObject = typeof body.value === "object" && body.value !== null && !Array.isArray(body.value);
  return isObject ? { ok: true, value: body.value as object } : { ok: false, error: "invalid-input" };
}
