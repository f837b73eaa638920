import type { Metadata } from "next";
import { FactorResetForm } from "#components/security/factor-reset-form.tsx";
import { PersonAccess } from "#components/security/person-access.tsx";
import { RoleForm } from "#components/security/role-form.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Card, PageHeader, Section } from "#components/ui/page.tsx";
import { Time } from "#components/ui/time.tsx";
import { denial } from "#lib/access/policy.ts";
import { atLeast, roles } from "#lib/access/schema.ts";
import { translator } from "#lib/http/translate.ts";
import { readFactors } from "#lib/identity/factors/queries.ts";
import { changeRole, endSessions, requireFactor, suspendPerson, unlockPerson } from "../actions.ts";
import { requestFactorReset } from "../factor-reset-actions.ts";
import { personOfPage } from "./find.ts";
import { LiveSessions } from "./live-sessions.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("admin"))("users.title") };
}

export default async function PersonPage({ params }: { params: Promise<{ accountId: string }> }) {
  const { ctx, person } = await personOfPage((await params).accountId);
  const [t, account, r, factors] = await Promise.all([
    translator("admin"),
    translator("account"),
    translator("recovery"),
    readFactors(ctx.db, person.id),
  ]);
  const role = account(`role.${person.role}`);
  const isSelf = person.id === ctx.actor.id;
  // Somebody who was lent the list sees it, and changes nothing.
  const mayChange = denial(ctx.actor, "person.change-role", {}, ctx.now) !== "not-allowed";
  const mayBreakGlass = denial(ctx.actor, "glass.break", {}, ctx.now) !== "not-allowed";
  const maySeeEvents = denial(ctx.actor, "event.list", {}, ctx.now) === null;
  const words = [
    ...(factors.totp ? [t("people.person.factor.totp")] : []),
    ...(factors.passkeys > 0 ? [t("people.person.factor.passkeys", { count: factors.passkeys })] : []),
    ...(factors.recoveryCodes > 0 ? [t("people.person.factor.codes", { count: factors.recoveryCodes })] : []),
  ];
  const facts = [
    { term: t("users.email"), detail: person.email },
    {
      term: t("people.person.verified"),
      detail:
        person.emailVerifiedAt === null ? t("people.person.no") : <Time value={person.emailVerifiedAt} format="date" />,
    },
    { term: t("users.role"), detail: <Badge tone={person.role === "user" ? "neutral" : "accent"}>{role}</Badge> },
    {
      term: t("users.state"),
      detail: person.state === "active" ? t("users.active") : <Badge tone="high">{t("users.suspended")}</Badge>,
    },
    {
      term: t("people.person.factors"),
      detail: (
        <span className="flex flex-wrap items-center gap-2">
          {words.length === 0 ? t("people.person.factor.none") : words.join(", ")}
          {person.factorRequired && <Badge>{t("people.person.required")}</Badge>}
        </span>
      ),
    },
    { term: t("users.since"), detail: <Time value={person.createdAt} format="date" /> },
    {
      term: t("users.seen"),
      detail: person.lastSeenAt === null ? t("users.never") : <Time value={person.lastSeenAt} />,
    },
    { term: t("people.person.sessions"), detail: t("people.person.live", { count: person.sessions }) },
  ];
  return (
    <>
      <PageHeader
        above={<a href="/admin/users">{t("people.person.back")}</a>}
        title={person.name}
        description={isSelf ? t("people.person.you") : undefined}
        actions={
          maySeeEvents && (
            <LinkButton href={`/admin/events?actorId=${person.id}`} icon="activity">
              {t("people.person.events")}
            </LinkButton>
          )
        }
      />
      <Section className="max-w-4xl" title={t("people.person.account")}>
        <Card>
          <DescriptionList items={facts} />
        </Card>
      </Section>
      {mayChange && (
        <>
          <Section
            className="max-w-4xl"
            id="role"
            title={t("people.person.roleTitle")}
            description={t("people.person.roleText")}
          >
            <Card>
              <RoleForm
                person={{ id: person.id, name: person.name, role: person.role }}
                roles={roles
                  .filter((value) => atLeast(ctx.actor.role, value))
                  .map((value) => ({ value, label: account(`role.${value}`) }))}
                change={changeRole}
              />
            </Card>
          </Section>
          <Section
            className="max-w-4xl"
            id="access"
            title={t("people.person.accessTitle")}
            description={t("people.person.accessText")}
          >
            <Card>
              <PersonAccess
                person={{
                  id: person.id,
                  name: person.name,
                  state: person.state,
                  factorRequired: person.factorRequired,
                }}
                isSelf={isSelf}
                doors={{ suspend: suspendPerson, endSessions, requireFactor, unlock: unlockPerson }}
              />
            </Card>
          </Section>
          {!isSelf && words.length > 0 && (
            <Section className="max-w-4xl" id="lost-factor" title={r("reset.title")} description={r("reset.text")}>
              <Card>
                <FactorResetForm accountId={person.id} action={requestFactorReset} />
              </Card>
            </Section>
          )}
        </>
      )}
      <Section
        className="max-w-4xl"
        id="sessions"
        title={t("people.person.sessions")}
        description={t("people.person.sessionsText")}
      >
        <LiveSessions ctx={ctx} person={person} />
      </Section>
      {mayBreakGlass && !isSelf && (
        <Section
          className="max-w-4xl"
          id="conversations"
          title={t("people.person.conversations")}
          description={t("people.person.conversationsText")}
        >
          <LinkButton href={`/admin/users/${person.id}/conversations`} icon="message" className="self-start">
            {t("people.person.toConversations")}
          </LinkButton>
        </Section>
      )}
    </>
  );
}
