import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EnrolPasskey } from "#components/account/enrol-passkey.tsx";
import { EnrolStep } from "#components/account/enrol-step.tsx";
import { currentCtx } from "#lib/http/context.ts";
import { currentSignIn } from "#lib/http/step.ts";
import { translator } from "#lib/http/translate.ts";
import { isEnrolled } from "#lib/identity/factors/enrol-totp.ts";
import { readTotpSetup } from "#lib/identity/factors/queries.ts";
import { beginEnrol, confirmEnrol, finishEnrol, renewCodes } from "../actions.ts";
import { beginPasskeyEnrol, finishPasskeyEnrol } from "../passkey-actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("account"))("step.enrol.title") };
}

export default async function EnrolPage() {
  const ctx = await currentCtx();
  const signIn = await currentSignIn(ctx.now);
  if (signIn?.pending.need !== "enrol") redirect("/sign-in");
  const { pending } = signIn;
  return (
    <EnrolStep
      setup={await readTotpSetup(ctx.db, pending.accountId, ctx.now, pending.totpBegunAt ?? 0)}
      enrolled={isEnrolled(pending, ctx.now)}
      begin={beginEnrol}
      confirm={confirmEnrol}
      renewCodes={renewCodes}
      finish={finishEnrol}
      passkey={<EnrolPasskey begin={beginPasskeyEnrol} finish={finishPasskeyEnrol} />}
    />
  );
}
