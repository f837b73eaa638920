import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { IntlProvider } from "use-intl/react";
import { describe, expect, test } from "vitest";
import { account } from "#lib/i18n/messages/en/account.ts";
import { errors } from "#lib/i18n/messages/en/errors.ts";
import { recovery } from "#lib/i18n/messages/en/recovery.ts";
import { ui } from "#lib/i18n/messages/en/ui.ts";
import { SignIn, SignUp } from "#lib/identity/schema.ts";
import type { FormDoor } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { LinkGate, type OpenedLink } from "./link-gate.tsx";
import { PasswordForm } from "./password-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { SignUpForm } from "./sign-up-form.tsx";

const door: FormDoor<never> = async () => ({ ok: false, error: "failed" });
const doors = { makeAccount: door, resetPassword: door, confirm: door };
const length = { least: 12, most: 128 };
const lengths = { user: length, premium: length, moderator: length, admin: length };

function serverHtml(children: ReactNode): string {
  const onError = (error: Error) => {
    throw error;
  };
  return renderToString(
    <IntlProvider locale="en" messages={{ account, errors, recovery, ui }} timeZone="UTC" onError={onError}>
      {children}
    </IntlProvider>,
  );
}

const fields = (html: string) =>
  [...html.matchAll(/<input[^>]*\bname="([^"]+)"/g)].map(([, name]) => name).filter((name) => !name?.startsWith("$"));
const link = (opened: OpenedLink | null) => (
  <LinkGate purpose="invitation" opened={opened} openLink={door} doors={doors} lengths={lengths} />
);

test("the forms send exactly what their doors take", () => {
  expect(fields(serverHtml(<SignInForm action={door} next="/chat" />)).sort()).toEqual(
    Object.keys(SignIn.shape).sort(),
  );
  expect(fields(serverHtml(<SignUpForm action={door} length={length} />)).sort()).toEqual(
    Object.keys(SignUp.shape).sort(),
  );
  expect(fields(serverHtml(<PasswordForm email="a@example.org" length={length} action={door} />))).toEqual([
    "current",
    "next",
  ]);
});

test("a password manager knows an old password from a new one, and whose it is", () => {
  expect(serverHtml(<SignInForm action={door} next="/chat" />)).toMatch(
    /autoComplete="username webauthn".*"current-password"/is,
  );
  expect(serverHtml(<SignUpForm action={door} length={length} />)).toMatch(/autoComplete="username".*"new-password"/is);
  expect(serverHtml(<PasswordForm email="a@example.org" length={length} action={door} />)).toMatch(
    /autoComplete="username".*a@example.org.*"current-password".*"new-password"/is,
  );
});

test("no form needs a style that the content security policy would refuse", () => {
  const all = [
    <SignInForm key="in" action={door} next="/" />,
    <SignUpForm key="up" action={door} length={length} />,
    link(null),
  ];
  for (const form of all) expect(serverHtml(form)).not.toMatch(/\sstyle=/);
});

describe("a link that works once", () => {
  test("asks for nothing before it was looked at", () => {
    const html = serverHtml(link(null));
    expect(fields(html.replace(/<noscript>.*<\/noscript>/s, ""))).toEqual([]);
  });

  test("can be pasted where there is no script", () => {
    expect(fields(serverHtml(link(null)))).toEqual(["token"]);
  });

  test("fixes the address that an invitation is for, and leaves a free one free", () => {
    const invited = serverHtml(link({ purpose: "invitation", role: "user", email: "anna@example.org" }));
    expect(invited).toMatch(/<input[^>]* readOnly=""[^>]*name="email" value="anna@example.org"/);
    const first = serverHtml(link({ purpose: "setup", role: "admin", email: null }));
    expect(first).not.toContain(' readOnly=""');
  });
});

describe("a refusal", () => {
  test("interrupts, and says what to do", () => {
    const html = serverHtml(<RefusalMessage state={{ ok: false, error: "link-expired" }} />);
    expect(html).toContain('role="alert"');
    expect(html).toContain(errors["link-expired"]);
  });

  test("of an old sign-in leads to a new one, and back", () => {
    const state = { ok: false, error: "stale-sign-in" } as const;
    const html = serverHtml(<RefusalMessage state={state} back="/admin/system" />);
    expect(html).toContain('href="/sign-in?again=1&amp;next=%2Fadmin%2Fsystem"');
  });
});
