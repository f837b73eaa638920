import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { IntlProvider } from "use-intl/react";
import { describe, expect, test } from "vitest";
import { BreakGlass, LendPermission } from "#lib/access/inputs.ts";
import { catalogs } from "#lib/i18n/catalogs.ts";
import { languages } from "#lib/i18n/languages.ts";
import { sessionDefaults } from "#lib/identity/numbers.ts";
import type { ImportLine } from "#lib/identity/people/schema.ts";
import { Delegations } from "../account/delegations.tsx";
import { LendForm } from "../account/lend-form.tsx";
import type { Door, FormDoor } from "../site/form-door.ts";
import { BreakGlassForm } from "./break-glass-form.tsx";
import { FactorResetForm } from "./factor-reset-form.tsx";
import { FactorRolesForm } from "./factor-roles-form.tsx";
import { ImportPeople } from "./import-people.tsx";
import { ImportPlan } from "./import-plan.tsx";
import { ImportedLinks } from "./imported-links.tsx";
import { InviteForm } from "./invite-form.tsx";
import { PersonAccess } from "./person-access.tsx";
import { RoleForm } from "./role-form.tsx";
import { RuleForm } from "./rule-form.tsx";
import { SessionsForm } from "./sessions-form.tsx";
import { TokensForm } from "./tokens-form.tsx";
import { WithdrawInvitation } from "./withdraw-invitation.tsx";

const door: Door<unknown, never> = async () => ({ ok: false, error: "failed" });
const form: FormDoor<never> = async () => ({ ok: false, error: "failed" });

/** Throws where a sentence or one of its values is missing. */
function serverHtml(children: ReactNode, language: (typeof languages)[number] = "en"): string {
  const onError = (error: Error) => {
    throw error;
  };
  return renderToString(
    <IntlProvider locale={language} messages={catalogs[language] as never} timeZone="UTC" onError={onError}>
      {children}
    </IntlProvider>,
  );
}

const fields = (html: string) =>
  [...html.matchAll(/<(?:input|select|textarea)[^>]*\bname="([^"]+)"/g)]
    .map(([, name]) => name)
    .filter((name) => !name?.startsWith("$"))
    .sort();

const line: ImportLine = {
  ...{ line: 2, email: "a@example.org", name: null, role: "user", outcome: "invite", from: null, reason: null },
};
const reasons = [
  ...(["email", "role", "columns", "duplicate", "has-it", "invited", "not-yourself"] as const),
  ...(["sign-up-closed", "role-too-high", "last-administrator"] as const),
];
const lines: ImportLine[] = [
  line,
  { ...line, line: 3, outcome: "change-role", from: "user", role: "admin" },
  ...reasons.map((reason, at): ImportLine => ({ ...line, line: at + 4, outcome: "error", role: "king", reason })),
];
const person = { id: "p", name: "Robin", role: "user", state: "active", factorRequired: false } as const;
const doors = { suspend: door, endSessions: door, requireFactor: door, unlock: door };
const roles = [
  { value: "user", label: "User" },
  { value: "admin", label: "Administrator" },
] as const;
const lent = { id: "d", permission: "See events", name: "Robin", expiresAt: "2026-11-22T12:00:00Z" };

describe.each(languages)("in %s", (language) => {
  test.each<[string, ReactNode]>([
    ["a list that was looked at", <ImportPlan key="1" lines={lines} />],
    ["a list to choose", <ImportPeople key="2" run={door} />],
    [
      "an import that is done",
      <ImportedLinks key="3" answer={{ lines, code: "", done: true, links: [] }} onAnother={() => {}} />,
    ],
    ["what can be done about a person", <PersonAccess key="4" person={person} isSelf={false} doors={doors} />],
    [
      "the same for a suspended one",
      <PersonAccess
        key="5"
        person={{ ...person, state: "suspended", factorRequired: true }}
        isSelf={false}
        doors={doors}
      />,
    ],
    ["a role to give", <RoleForm key="6" person={person} roles={roles} change={door} />],
    ["glass to break", <BreakGlassForm key="7" ownerId="p" action={form} />],
    [
      "an invitation to withdraw",
      <WithdrawInvitation key="13" invitationId="i" email="a@example.org" withdraw={door} />,
    ],
    ["somebody to invite", <InviteForm key="14" action={form} roles={roles} />],
    ["a rule to add", <RuleForm key="15" effects={["block"]} areas={["everything"]} action={form} />],
    ["a lost factor to remove", <FactorResetForm key="16" accountId="p" action={form} />],
    ["lent permissions", <Delegations key="8" toYou={[lent]} byYou={[]} end={door} />],
    ["a permission to lend", <LendForm key="9" action={form} permissions={[]} />],
    [
      "roles that need a factor",
      <FactorRolesForm key="10" roles={roles} current={["admin"]} roleWithout="admin" change={door} />,
    ],
    [
      "tokens",
      <TokensForm
        key="11"
        current={{ accessMinutes: 30, refreshDays: 7 }}
        standard={{ accessMinutes: 30, refreshDays: 7 }}
        change={door}
      />,
    ],
    [
      "sessions",
      <SessionsForm
        key="12"
        rows={[
          {
            role: "user",
            label: "User",
            current: sessionDefaults.user,
            standard: sessionDefaults.user,
            standardText: "",
          },
        ]}
        change={door}
      />,
    ],
  ])("%s has every sentence, and needs no style that the content security policy would refuse", (_, page) => {
    expect(serverHtml(page, language)).not.toMatch(/\sstyle=/);
  });
});

test("the forms send exactly what their doors take", () => {
  expect(fields(serverHtml(<BreakGlassForm ownerId="p" action={form} />))).toEqual(
    Object.keys(BreakGlass.shape).sort(),
  );
  expect(fields(serverHtml(<LendForm action={form} permissions={[]} />))).toEqual(
    Object.keys(LendPermission.shape).sort(),
  );
});

test("who requires a second factor of their own role without having one is told, and nobody else", () => {
  const html = (roleWithout: "admin" | null, current: readonly ["admin"] | []) =>
    serverHtml(<FactorRolesForm roles={roles} current={current} roleWithout={roleWithout} change={door} />);
  const warning = "You have no second factor yourself";
  expect(html("admin", ["admin"])).toContain(warning);
  expect(html(null, ["admin"])).not.toContain(warning);
  expect(html("admin", [])).not.toContain(warning);
});

test("nobody is offered to suspend themselves", () => {
  const label = "Suspend";
  expect(serverHtml(<PersonAccess person={person} isSelf={false} doors={doors} />)).toContain(`>${label}<`);
  expect(serverHtml(<PersonAccess person={person} isSelf doors={doors} />)).not.toContain(`>${label}<`);
});
