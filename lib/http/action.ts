import type { ZodError, ZodType } from "zod";
import { identitySettled } from "#lib/identity/sessions/known-session.ts";
import type { Ctx, PersonCtx } from "#lib/platform/context.ts";
import { log, withRequestId } from "#lib/platform/log.ts";
import { fail, type Result } from "#lib/platform/result.ts";
import { currentCtx, isPerson } from "./context.ts";

/** `field` and `issue` say which input was wrong, where it was the input. */
export type DoorRefusal = {
  ok: false;
  error: "invalid-input" | "signed-out" | "failed";
  field?: string;
  issue?: string;
};

/** Fields that a refused form shows again, also without JavaScript; never a password (which `next` is in one form). */
const KEPT_FIELDS = [
  ...(["email", "name", "role", "days", "permission", "minutes", "reason"] as const),
  ...(["network", "effect", "area", "hours", "note"] as const),
] as const;
export type Kept = Partial<Record<(typeof KEPT_FIELDS)[number], string>>;

type AnyResult = Result<unknown, string>;
type UseCase<C, I, R> = (ctx: C, input: I) => Promise<R>;
export type FormResult<R extends AnyResult> = (R | DoorRefusal) & { kept?: Kept };

/** A server action for a signed-in person: validates, builds the context, runs one use case. */
export function action<I, R extends AnyResult>(schema: ZodType<I>, useCase: UseCase<PersonCtx, I, R>) {
  return (input: unknown): Promise<R | DoorRefusal> =>
    run<I, R | DoorRefusal>(schema, input, async (ctx, value) =>
      isPerson(ctx) ? useCase(ctx, value) : fail("signed-out"),
    );
}

/** The same for people who are not signed in yet. */
export function publicAction<I, R extends AnyResult>(schema: ZodType<I>, useCase: UseCase<Ctx, I, R>) {
  return (input: unknown): Promise<R | DoorRefusal> => run<I, R>(schema, input, useCase);
}

/** The same for a form: `useActionState` hands over what was before, and the fields as text. */
export function formAction<I, R extends AnyResult>(schema: ZodType<I>, useCase: UseCase<PersonCtx, I, R>) {
  const inner = action(schema, useCase);
  return async (_before: unknown, form: FormData): Promise<FormResult<R>> => keeping(form, await inner(fieldsOf(form)));
}

/** For people who are not signed in yet: sign-in, sign-up, links. */
export function publicFormAction<I, R extends AnyResult>(schema: ZodType<I>, useCase: UseCase<Ctx, I, R>) {
  return async (_before: unknown, form: FormData): Promise<FormResult<R>> =>
    keeping<R>(form, await run<I, R | DoorRefusal>(schema, fieldsOf(form), useCase));
}

/** The fields of a form without the framework's own. */
export function fieldsOf(form: unknown): Record<string, unknown> {
  if (!(form instanceof FormData)) return {};
  return Object.fromEntries([...form].filter(([name]) => !name.startsWith("$ACTION")));
}

function keeping<R extends AnyResult>(form: unknown, result: R | DoorRefusal): FormResult<R> {
  if (result.ok) return result as FormResult<R>;
  const given = fieldsOf(form);
  const texts = KEPT_FIELDS.map((name) => [name, given[name]]).filter(([, value]) => typeof value === "string");
  return { ...result, kept: Object.fromEntries(texts) as Kept } as FormResult<R>;
}

async function run<I, R>(schema: ZodType<I>, input: unknown, useCase: UseCase<Ctx, I, R>): Promise<R | DoorRefusal> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) return { ...fail("invalid-input"), ...wrongField(parsed.error) };
  const ctx = await currentCtx();
  return withRequestId(ctx.requestId, async () => {
    try {
      const result = await useCase(ctx, parsed.data);
      await identitySettled();
      return result;
    } catch (error) {
      if (isFrameworkSignal(error)) throw error;
      log().error({ err: error }, "a server action failed");
      return fail("failed");
    }
  });
}

/** Names the first wrong field; zod's own sentences stay inside, a schema's own codes (`base-url-missing`) are for the page. */
function wrongField({ issues: [first] }: ZodError): { field?: string; issue?: string } {
  if (first === undefined || typeof first.path[0] !== "string") return {};
  const field = first.path[0];
  return /^[a-z]+(-[a-z]+)+$/.test(first.message) ? { field, issue: first.message } : { field };
}

/** `redirect()` and `notFound()` travel as exceptions with a digest. */
function isFrameworkSignal(error: unknown): boolean {
  return typeof (error as { digest?: unknown } | null)?.digest === "string";
}
