import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PasswordStep } from "#components/account/password-step.tsx";
import { currentCtx } from "#lib/http/context.ts";
import { currentSignIn } from "#lib/http/step.ts";
import { translator } from "#lib/http/translate.ts";
import { readProfile } from "#lib/identity/queries.ts";
import { passwordLength } from "#lib/identity/schema.ts";
import { replacePassword } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("account"))("step.password.title") };
}

export default async function PasswordPage() {
  const ctx = await currentCtx();
  const signIn = await currentSignIn(ctx.now);
  if (signIn?.pending.need !== "password") redirect("/sign-in");
  const { email, role } = await readProfile(ctx.db, signIn.pending.accountId);
  const length = { least: passwordLength.least[role], most: passwordLength.most };
  return <PasswordStep email={email} length={length} replace={replacePassword} />;
}
