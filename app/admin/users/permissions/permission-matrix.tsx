import { Badge } from "#components/ui/badge.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Cell, HeaderCell, TableFrame } from "#components/ui/table.tsx";
import { type Permission, permissions, policy, reachOf } from "#lib/access/policy.ts";
import { roles } from "#lib/access/schema.ts";
import { translator } from "#lib/http/translate.ts";

type Subject = Permission extends `${infer S}.${string}` ? S : never;
const groups = [
  "chat",
  "documents",
  "account",
  "lending",
  "areas",
  "events",
  "people",
  "glass",
  "rules",
  "system",
] as const;
/** A permission about something new has no place here until somebody gives it one. */
const groupOf: Record<Subject, (typeof groups)[number]> = {
  conversation: "chat",
  document: "documents",
  quarantine: "documents",
  usage: "chat",
  account: "account",
  factor: "account",
  email: "account",
  token: "account",
  delegation: "lending",
  moderation: "areas",
  administration: "areas",
  event: "events",
  person: "people",
  glass: "glass",
  "address-rule": "rules",
  setting: "system",
  model: "system",
};

const subjectOf = (permission: Permission) => permission.split(".", 1)[0] as Subject;
// The names stay in sight while a narrow window scrolls sideways.
const pinned = "sticky start-0 z-1 bg-surface max-sm:max-w-40 max-sm:min-w-40 min-w-60";

/** Who may do what, drawn from the policy itself. */
export async function PermissionMatrix() {
  const [t, access, account] = await Promise.all([translator("admin"), translator("access"), translator("account")]);
  return (
    <div className="flex flex-col gap-2">
      <TableFrame caption={t("people.matrix.table")} captionHidden>
        <thead>
          <tr>
            <HeaderCell className={pinned}>{t("people.matrix.permission")}</HeaderCell>
            {roles.map((role) => (
              <HeaderCell key={role}>{account(`role.${role}`)}</HeaderCell>
            ))}
            <HeaderCell>{t("people.matrix.notes")}</HeaderCell>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group}>
            <tr>
              <th
                scope="rowgroup"
                colSpan={roles.length + 2}
                className="h-8 border-b border-border bg-sunken px-3 text-start text-xs font-medium text-muted"
              >
                <span className="sticky start-3">{access(`group.${group}`)}</span>
              </th>
            </tr>
            {permissions
              .filter((permission) => groupOf[subjectOf(permission)] === group)
              .map((permission) => (
                <tr key={permission}>
                  <Cell rowHeader className={pinned}>
                    {access(`permission.${permission}`)}
                  </Cell>
                  {roles.map((role) => {
                    const reach = reachOf(permission)[role];
                    return (
                      <Cell key={role} className={reach === null ? "text-muted" : undefined}>
                        {reach === null ? (
                          <>
                            <span aria-hidden>–</span>
                            <span className="sr-only">{access("reach.none")}</span>
                          </>
                        ) : (
                          <span className="flex items-center gap-1">
                            {reach === "all" && <Icon name="check" size={16} className="shrink-0 text-good" />}
                            {access(`reach.${reach}`)}
                          </span>
                        )}
                      </Cell>
                    );
                  })}
                  <Cell>
                    <span className="flex flex-wrap gap-1">
                      {policy[permission].freshSignInMinutes !== null && (
                        <Badge>
                          {t("people.matrix.fresh", { minutes: policy[permission].freshSignInMinutes ?? 0 })}
                        </Badge>
                      )}
                      {policy[permission].delegable && <Badge tone="accent">{t("people.matrix.delegable")}</Badge>}
                      {policy[permission].forTokens && <Badge tone="neutral">{t("people.matrix.tokens")}</Badge>}
                    </span>
                  </Cell>
                </tr>
              ))}
          </tbody>
        ))}
      </TableFrame>
      <p className="text-sm text-muted">{t("people.matrix.legend")}</p>
    </div>
  );
}
