import { InviteForm } from "#components/security/invite-form.tsx";
import { WithdrawInvitation } from "#components/security/withdraw-invitation.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Card, Section } from "#components/ui/page.tsx";
import { type Column, DataTable } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import { type Role, roles } from "#lib/access/schema.ts";
import { translator } from "#lib/http/translate.ts";
import { type Invitation, listInvitations } from "#lib/identity/people/queries.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { invitePerson } from "../actions.ts";
import { withdrawInvitation } from "./actions.ts";

/** A form to invite somebody, and the invitations that wait for their use. */
export async function Invitations({ ctx }: { ctx: PersonCtx }) {
  const [t, account, invitations, { signUp }] = await Promise.all([
    translator("admin"),
    translator("account"),
    listInvitations(ctx.db, ctx.now),
    readSettings(ctx.db),
  ]);
  const role = (value: Role) => account(`role.${value}`);
  const invitationColumns: Column<Invitation>[] = [
    { key: "email", header: t("users.email"), rowHeader: true, cell: ({ email }) => email ?? t("users.anyEmail") },
    { key: "role", header: t("users.role"), nowrap: true, cell: (invitation) => role(invitation.role) },
    { key: "made", header: t("users.made"), nowrap: true, cell: ({ createdAt }) => <Time value={createdAt} /> },
    {
      key: "expires",
      header: t("users.expires"),
      nowrap: true,
      cell: ({ expiresAt }) => <Time value={expiresAt} format="minute" />,
    },
    {
      key: "withdraw",
      header: t("users.withdraw"),
      cell: ({ id, email }) => (
        <WithdrawInvitation invitationId={id} email={email ?? t("users.anyEmail")} withdraw={withdrawInvitation} />
      ),
    },
  ];
  return (
    <>
      <Section className="max-w-4xl" title={t("users.invite")} description={t("users.inviteText")}>
        <Card>
          {signUp === "closed" ? (
            <p>{t.rich("users.inviteClosed", { link: (words) => <a href="/admin/system#sign-up">{words}</a> })}</p>
          ) : (
            <InviteForm action={invitePerson} roles={roles.map((value) => ({ value, label: role(value) }))} />
          )}
        </Card>
      </Section>
      <Section className="max-w-4xl" title={t("users.pending")} description={t("users.pendingText")}>
        <DataTable
          caption={t("users.pendingTable")}
          captionHidden
          columns={invitationColumns}
          rows={invitations}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title={t("users.noPending")} icon="mail">
              {t("users.noPendingText")}
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}
