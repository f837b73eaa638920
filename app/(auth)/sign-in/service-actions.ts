"use server";

import { redirect } from "next/navigation";
import { fieldsOf, publicAction } from "#lib/http/action.ts";
import { beginOidc, hasScript } from "#lib/http/ask-oidc.ts";
import { ContinueWith } from "#lib/identity/oidc/schema.ts";

const begin = publicAction(ContinueWith, (_, { provider, next }) => beginOidc(provider, next));

/** A page with script leaves at once; a form may only be answered from here, so without script a page of ours leads on. */
export async function continueWith(form: FormData): Promise<void> {
  const begun = await begin(fieldsOf(form));
  if (!begun.ok) redirect(`/sign-in?error=${begun.error === "oidc-unreachable" ? begun.error : "failed"}`);
  redirect((await hasScript()) ? begun.value : "/sign-in/continue");
}
