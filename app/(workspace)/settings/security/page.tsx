import type { Metadata } from "next";
import { DeviceList } from "#components/account/device-list.tsx";
import { PasskeyList } from "#components/account/passkey-list.tsx";
import { PasswordForm } from "#components/account/password-form.tsx";
import { RecoveryCodes } from "#components/account/recovery-codes.tsx";
import { ServiceList } from "#components/account/service-list.tsx";
import { TotpCard } from "#components/account/totp-card.tsx";
import { Section } from "#components/ui/page.tsx";
import { denial } from "#lib/access/policy.ts";
import { requirePerson } from "#lib/http/context.ts";
import { currentLanguage } from "#lib/http/preferences.ts";
import { translator } from "#lib/http/translate.ts";
import { listPasskeys } from "#lib/identity/factors/passkeys/queries.ts";
import { readFactors, readTotpSetup } from "#lib/identity/factors/queries.ts";
import { oidcProviders } from "#lib/identity/oidc/providers.ts";
import { listIdentities } from "#lib/identity/oidc/queries.ts";
import { hasSecondFactor } from "#lib/identity/proceed.ts";
import { listSessions, readProfile } from "#lib/identity/queries.ts";
import { passwordLength } from "#lib/identity/schema.ts";
import { countryName, countryOf } from "#lib/platform/places.ts";
import { signOut } from "../../../(auth)/actions.ts";
import { continueWith } from "../../../(auth)/sign-in/service-actions.ts";
import {
  beginTotp,
  cancelTotp,
  changePassword,
  confirmTotp,
  endOtherSessions,
  endSession,
  makeRecoveryCodes,
  removeTotp,
} from "../actions.ts";
import { recoveryWords } from "./in-words.ts";
import { LentPermissions } from "./lent-permissions.tsx";
import {
  beginPasskeyEnrolment,
  finishPasskeyEnrolment,
  removeOwnPasskey,
  renameOwnPasskey,
} from "./passkey-actions.ts";
import { RecentActivity } from "./recent-activity.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("account"))("security.title") };
}

export default async function SecurityPage() {
  const ctx = await requirePerson("/settings/security");
  // A secret on its way into an app is only for whoever may bring it there: not for a session left open somewhere.
  const mayChange = denial(ctx.actor, "factor.change", { ownerId: ctx.actor.id }, ctx.now) === null;
  const [t, profile, sessions, factors, passkeys, identities, setup] = await Promise.all([
    translator("account"),
    readProfile(ctx.db, ctx.actor.id),
    listSessions(ctx.db, ctx.actor, ctx.now),
    readFactors(ctx.db, ctx.actor.id),
    listPasskeys(ctx.db, ctx.actor.id),
    listIdentities(ctx.db, ctx.actor.id),
    mayChange ? readTotpSetup(ctx.db, ctx.actor.id, ctx.now) : null,
  ]);
  const words = await recoveryWords();
  const language = await currentLanguage();
  const devices = await Promise.all(
    sessions.map(async ({ signedInAt, lastSeenAt, sessionId, address, device, ...shown }) => {
      const country = await countryOf(address);
      return {
        sessionId,
        address,
        country: country === null ? null : countryName(country, language),
        device,
        how: words.how(shown),
        signedInAt: signedInAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        current: sessionId === ctx.actor.sessionId,
      };
    }),
  );
  const services = oidcProviders().map(({ id, name }) => {
    const used = identities.find(({ provider }) => provider === id)?.lastUsedAt;
    return { id, name, lastUsedAt: used?.toISOString() ?? null };
  });
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
      <Section title={t("factors.title")} description={t("factors.text")}>
        <PasskeyList
          passkeys={passkeys.map(({ createdAt, lastUsedAt, ...rest }) => ({
            ...rest,
            createdAt: createdAt.toISOString(),
            lastUsedAt: lastUsedAt?.toISOString() ?? null,
          }))}
          begin={beginPasskeyEnrolment}
          finish={finishPasskeyEnrolment}
          rename={renameOwnPasskey}
          remove={removeOwnPasskey}
        />
        <TotpCard
          on={factors.totp}
          setup={setup}
          begin={beginTotp}
          cancel={cancelTotp}
          confirm={confirmTotp}
          remove={removeTotp}
        />
        {hasSecondFactor(factors) && <RecoveryCodes left={factors.recoveryCodes} make={makeRecoveryCodes} />}
      </Section>
      {services.length > 0 && (
        <Section title={t("services.title")} description={t("services.text")}>
          <ServiceList services={services} connect={continueWith} />
        </Section>
      )}
      <Section title={t("security.password")} description={t("security.passwordText")}>
        <PasswordForm
          email={profile.email}
          length={{ least: passwordLength.least[ctx.actor.role], most: passwordLength.most }}
          action={changePassword}
        />
      </Section>
      <LentPermissions ctx={ctx} />
      <RecentActivity ctx={ctx} />
    </>
  );
}
