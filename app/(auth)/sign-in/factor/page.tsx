import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { FactorStep } from "#components/account/factor-step.tsx";
import { PasskeyButton } from "#components/account/passkey-button.tsx";
import { currentCtx } from "#lib/http/context.ts";
import { currentSignIn } from "#lib/http/step.ts";
import { translator } from "#lib/http/translate.ts";
import { readFactors } from "#lib/identity/factors/queries.ts";
import { answerFactor } from "../actions.ts";
import { beginPasskeyFactor, finishPasskeyFactor } from "../passkey-actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("account"))("step.factor.title") };
}

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** `with=recovery-code` asks for one of those instead of the app. */
export default async function FactorPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await currentCtx();
  const signIn = await currentSignIn(ctx.now);
  if (signIn?.pending.need !== "factor") redirect("/sign-in");
  const { totp, passkeys } = await readFactors(ctx.db, signIn.pending.accountId);
  const kind = totp && (await searchParams).with !== "recovery-code" ? "totp" : "recovery-code";
  const passkey = passkeys > 0 && <PasskeyButton begin={beginPasskeyFactor} finish={finishPasskeyFactor} />;
  return <FactorStep key={kind} kind={kind} hasApp={totp} answer={answerFactor} passkey={passkey} />;
}
