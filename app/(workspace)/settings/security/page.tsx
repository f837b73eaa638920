import type { Metadata } from "next";
import { DeviceList } from "#components/account/device-list.tsx";
import { PasswordForm } from "#components/account/password-form.tsx";
import { Section } from "#components/ui/page.tsx";
import { requirePerson } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { listSessions, readProfile } from "#lib/identity/queries.ts";
import { passwordLength } from "#lib/identity/schema.ts";
import { signOut } from "../../../(auth)/actions.ts";
import { changePassword, endOtherSessions, endSession } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("account"))("security.title") };
}

export default async function SecurityPage() {
  const ctx = await requirePerson("/settings/security");
  const [t, profile, sessions] = await Promise.all([
    translator("account"),
    readProfile(ctx.db, ctx.actor.id),
    listSessions(ctx.db, ctx.actor, ctx.now),
  ]);
  const devices = sessions.map(({ signedInAt, lastSeenAt, sessionId, address, device }) => ({
    sessionId,
    address,
    device,
    signedInAt: signedInAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    current: sessionId === ctx.actor.sessionId,
  }));
  // This device first: it is the one by which the others are recognised.
  devices.sort((a, b) => Number(b.current) - Number(a.current));
  return (
    <>
      <Section title={t("security.devices")} description={t("security.devicesText")}>
        <DeviceList
          personId={ctx.actor.id}
          devices={devices}
          endSession={endSession}
          endOthers={endOtherSessions}
          signOut={signOut}
        />
      </Section>
      <Section title={t("security.password")} description={t("security.passwordText")}>
        <PasswordForm
          email={profile.email}
          length={{ least: passwordLength.least[ctx.actor.role], most: passwordLength.most }}
          action={changePassword}
        />
      </Section>
    </>
  );
}
