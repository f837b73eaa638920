import type { PasswordLength } from "#components/account/account-fields.tsx";
import { LinkGate, type OpenedLink } from "#components/account/link-gate.tsx";
import { type Role, roles } from "#lib/access/schema.ts";
import { currentStep } from "#lib/http/step.ts";
import { passwordLength } from "#lib/identity/schema.ts";
import { useLink as makeAccount, openLink } from "./actions.ts";
import { confirmLink as confirm, resetPassword } from "./link-actions.ts";

const doors = { makeAccount, resetPassword, confirm };
const lengths = Object.fromEntries(
  roles.map((role) => [role, { least: passwordLength.least[role], most: passwordLength.most }]),
) as Record<Role, PasswordLength>;

const makesAccount = (purpose: OpenedLink["purpose"]) => purpose === "setup" || purpose === "invitation";

/** Where links that work once lead. After a reload the sealed step cookie still knows which link was opened. */
export async function LinkPage({ purpose }: { purpose: OpenedLink["purpose"] }) {
  const { link } = await currentStep();
  const isFor =
    link !== undefined && (link.purpose === purpose || (makesAccount(link.purpose) && makesAccount(purpose)));
  const opened = isFor ? { purpose: link.purpose, role: link.role, email: link.email } : null;
  return <LinkGate purpose={purpose} opened={opened} openLink={openLink} doors={doors} lengths={lengths} />;
}
