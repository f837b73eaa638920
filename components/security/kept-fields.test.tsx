import type { ReactNode } from "react";
import { renderToReadableStream } from "react-dom/server";
import { IntlProvider } from "use-intl/react";
import { expect, test } from "vitest";
import type { ZodType } from "zod";
import { AddRule } from "#lib/access/address-rules/schema.ts";
import { BreakGlass, LendPermission } from "#lib/access/inputs.ts";
import { lendMinutes, ruleHours } from "#lib/access/numbers.ts";
import { formAction } from "#lib/http/action.ts";
import { catalogs } from "#lib/i18n/catalogs.ts";
import { RequestFactorReset } from "#lib/identity/people/schema.ts";
import { InvitePerson } from "#lib/identity/schema.ts";
import { fail } from "#lib/platform/result.ts";
import { LendForm } from "../account/lend-form.tsx";
import type { FormDoor } from "../site/form-door.ts";
import { BreakGlassForm } from "./break-glass-form.tsx";
import { FactorResetForm } from "./factor-reset-form.tsx";
import { InviteForm } from "./invite-form.tsx";
import { RuleForm } from "./rule-form.tsx";

type Page = (door: FormDoor<never>) => ReactNode;

/** An action as the framework hands it to React on the server, which then finds the state of a form that was posted. */
function posted(): FormDoor<never> {
  const form = () => ({ name: "$ACTION", method: "POST", encType: "multipart/form-data", data: new FormData() });
  const door = async () => fail("failed");
  return Object.assign(door, { $$FORM_ACTION: form, $$IS_SIGNATURE_EQUAL: () => true, bind: () => posted() });
}

async function html(page: Page, formState: [state: unknown, key: string, id: string, bound: number] | null = null) {
  const stream = await renderToReadableStream(
    <IntlProvider locale="en" messages={catalogs.en as never} timeZone="UTC">
      {page(posted())}
    </IntlProvider>,
    { formState } as object,
  );
  return new Response(stream).text();
}

/** The page after a post that the door refused, as somebody without JavaScript gets it. */
async function refused(page: Page, schema: ZodType<never>, given: Record<string, string>): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(given)) form.set(name, value);
  const state = await formAction(schema, async () => fail("not-reached"))(null, form);
  expect(state).toMatchObject({ ok: false, error: "invalid-input" });
  const key = /name="\$ACTION_KEY" value="([^"]+)"/.exec(await html(page))?.[1] ?? "";
  return html(page, [state, key, "", 0]);
}

/** What a form holds: typed, chosen. */
function held(text: string): Record<string, string> {
  const typed = [...text.matchAll(/<input[^>]*\bname="(\w+)"[^>]*\bvalue="([^"]*)"/g)];
  const written = [...text.matchAll(/<textarea[^>]*\bname="(\w+)"[^>]*>([^<]*)</g)];
  const chosen = [...text.matchAll(/<select[^>]*\bname="(\w+)"[^>]*>.*?<option value="([^"]*)" selected=""/g)];
  return Object.fromEntries([...typed, ...written, ...chosen].map(([, name, value]) => [name, value]));
}

const choices = ["event.list", "person.list"].map((value) => ({ value, label: value }));
const roles = ["user", "moderator"].map((value) => ({ value, label: value }));
const ownerId = "019a0000-0000-7000-8000-000000000000";

test.each<[string, Page, ZodType, Record<string, string>]>([
  [
    "lending",
    (door) => <LendForm action={door} permissions={choices} />,
    LendPermission,
    { permission: "person.list", email: "nobody", minutes: "480" },
  ],
  [
    "a rule",
    (door) => <RuleForm effects={["block", "allow"]} areas={["everything", "administration"]} action={door} />,
    AddRule,
    { effect: "allow", area: "administration", network: "x", hours: "24", note: "Ours" },
  ],
  [
    "an invitation",
    (door) => <InviteForm action={door} roles={roles} />,
    InvitePerson,
    { email: "x", role: "moderator" },
  ],
  [
    "broken glass",
    (door) => <BreakGlassForm ownerId={ownerId} action={door} />,
    BreakGlass,
    { ownerId, reason: "Short" },
  ],
  [
    "a lost factor",
    (door) => <FactorResetForm accountId={ownerId} action={door} />,
    RequestFactorReset,
    { accountId: ownerId, reason: "Short" },
  ],
])("the form for %s holds after a refusal what it held before", async (_, page, schema, given) => {
  expect(held(await html(page))).not.toMatchObject(given);
  expect(held(await refused(page, schema as ZodType<never>, given))).toMatchObject(given);
});

test("what the forms offer is what their doors take", () => {
  const lent = { permission: "event.list", email: "a@example.org" };
  for (const minutes of lendMinutes.offered) expect(LendPermission.safeParse({ ...lent, minutes }).success).toBe(true);
  const rule = { effect: "block", area: "everything", network: "192.0.2.0/24" };
  for (const hours of ruleHours.offered) expect(AddRule.safeParse({ ...rule, hours }).success).toBe(true);
});
