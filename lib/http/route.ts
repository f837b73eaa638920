import type { ZodType } from "zod";
import type { Endpoint } from "#lib/api/endpoints.ts";
import type { Ctx, PersonCtx } from "#lib/platform/context.ts";
import { log, withRequestId } from "#lib/platform/log.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { readJson } from "./body.ts";
import { currentCtx, currentTokenCtx, isPerson, isProgram, type TokenCtx } from "./context.ts";
import { refuse, refuseProgram, statusFor } from "./refuse.ts";

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
      const given = await parsed(schema, request, from, params);
      return given.ok ? answer(ctx, given.value, request) : refuse(statusFor(given.error), given.error);
    });
}

type Answer<O> = Result<O, string> | Response;

/**
 * A route handler for programs: an API token opens it, a session does not. What the answer must be like is the endpoint's
 * own promise; a stream is answered by a response of its own.
 */
export function tokenRoute<I, O>(
  { input: schema, from, output, takesFile }: Endpoint<I, O>,
  answer: (ctx: TokenCtx, input: I, request: Request) => Promise<Answer<O>>,
) {
  return (request: Request, { params }: Params) =>
    guarded(
      async (ctx) => {
        if (!isProgram(ctx)) return refuseProgram(401, "signed-out");
        const given = await parsed(schema, request, from, params);
        if (!given.ok) return refuseProgram(statusFor(given.error), given.error);
        const result = await answer(ctx, given.value, request);
        if (result instanceof Response) return result;
        if (!result.ok) return refuseProgram(statusFor(result.error), result.error);
        if (output === null) return new Response(null, { status: 204 });
        const status = takesFile ? 201 : 200;
        return Response.json(result.value, { status, headers: { "cache-control": "no-store" } });
      },
      { context: currentTokenCtx, refuse: refuseProgram },
    );
}

/** Builds the context, and turns a bug into a plain 500 that shows nothing of the inside. */
export async function guarded(
  work: (ctx: Ctx) => Promise<Response>,
  kind: { context: () => Promise<Ctx>; refuse: typeof refuseProgram } = { context: currentCtx, refuse },
): Promise<Response> {
  try {
    const ctx = await kind.context();
    return await withRequestId(ctx.requestId, () => work(ctx));
  } catch (error) {
    log().error({ err: error }, "a route handler failed");
    return kind.refuse(500, "failed");
  }
}

async function parsed<I>(
  schema: ZodType<I>,
  request: Request,
  from: Input,
  params: Params["params"],
): Promise<Result<I, "invalid-input" | "too-large">> {
  const given = await read(request, from);
  if (!given.ok) return given;
  const input = schema.safeParse({ ...given.value, ...(await params) });
  return input.success ? ok(input.data) : fail("invalid-input");
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
