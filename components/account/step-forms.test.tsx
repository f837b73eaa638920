import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { IntlProvider } from "use-intl/react";
import { describe, expect, test } from "vitest";
import { account as german } from "#lib/i18n/messages/de/account.ts";
import { errors as germanErrors } from "#lib/i18n/messages/de/errors.ts";
import { ui as germanUi } from "#lib/i18n/messages/de/ui.ts";
import { account } from "#lib/i18n/messages/en/account.ts";
import { errors } from "#lib/i18n/messages/en/errors.ts";
import { ui } from "#lib/i18n/messages/en/ui.ts";
import { qrPath } from "#lib/identity/factors/qr-path.ts";
import { AnswerFactor, ConfirmTotp } from "#lib/identity/factors/schema.ts";
import { ReplacePassword } from "#lib/identity/schema.ts";
import type { Door, FormDoor } from "../site/form-door.ts";
import { EnrolStep } from "./enrol-step.tsx";
import { FactorStep } from "./factor-step.tsx";
import { PasswordStep } from "./password-step.tsx";
import { RecoveryCodeList, RecoveryCodes } from "./recovery-codes.tsx";
import { TotpCard } from "./totp-card.tsx";

const refusing: FormDoor<never> = async () => ({ ok: false, error: "failed" });
const button: Door<Record<string, never>, never> = async () => ({ ok: false, error: "failed" });
const length = { least: 12, most: 128 };
const uri = "otpauth://totp/ConvoSphere:anna%40example.org?secret=JBSWY3DPEHPK3PXP";
const setup = { qr: qrPath(uri), uri, secret: "JBSW Y3DP EHPK 3PXP" };

const languages = {
  en: { account, errors, ui },
  de: { account: german, errors: germanErrors, ui: germanUi },
};

function serverHtml(children: ReactNode, locale: keyof typeof languages = "en"): string {
  const onError = (error: Error) => {
    throw error;
  };
  return renderToString(
    <IntlProvider locale={locale} messages={languages[locale]} timeZone="UTC" onError={onError}>
      {children}
    </IntlProvider>,
  );
}

const fields = (html: string) =>
  [...html.matchAll(/<input[^>]*\bname="([^"]+)"/g)].map(([, name]) => name).filter((name) => !name?.startsWith("$"));

const enrol = (of: { setup?: typeof setup; enrolled?: boolean; passkey?: ReactNode } = {}) => (
  <EnrolStep
    setup={of.setup ?? null}
    enrolled={of.enrolled ?? false}
    begin={refusing}
    confirm={refusing}
    renewCodes={refusing}
    finish={refusing}
    passkey={of.passkey}
  />
);
const card = (on: boolean, waiting: typeof setup | null = null) => (
  <TotpCard on={on} setup={waiting} begin={refusing} cancel={refusing} confirm={refusing} remove={button} />
);
const factor = (kind: "totp" | "recovery-code", passkey?: ReactNode) => (
  <FactorStep kind={kind} hasApp answer={refusing} passkey={passkey} />
);

test("the forms send exactly what their doors take", () => {
  for (const kind of ["totp", "recovery-code"] as const) {
    const html = serverHtml(factor(kind));
    expect(fields(html).sort()).toEqual(["code", "kind"]);
    const code = kind === "totp" ? "123456" : "abcd-efgh-jkmn";
    expect(AnswerFactor.safeParse({ kind: /name="kind" value="([^"]+)"/.exec(html)?.[1], code }).success).toBe(true);
  }
  expect(fields(serverHtml(enrol({ setup })))).toEqual(Object.keys(ConfirmTotp.shape));
  expect(fields(serverHtml(enrol()))).toEqual([]);
  expect(fields(serverHtml(card(false, setup)))).toEqual(Object.keys(ConfirmTotp.shape));
  expect(fields(serverHtml(<PasswordStep email="a@example.org" length={length} replace={refusing} />))).toEqual(
    Object.keys(ReplacePassword.shape),
  );
});

test("every state of them speaks both languages, and needs no style that the content security policy would refuse", () => {
  const all = [
    factor("totp"),
    factor("recovery-code"),
    enrol(),
    enrol({ setup }),
    enrol({ enrolled: true }),
    card(true),
    card(false),
    card(false, setup),
    <RecoveryCodes key="left" left={1} make={button} />,
    <RecoveryCodeList key="codes" codes={["abcd-efgh-jkmn"]} />,
    <PasswordStep key="password" email="a@example.org" length={length} replace={refusing} />,
  ];
  for (const locale of ["en", "de"] as const)
    for (const each of all) expect(serverHtml(each, locale)).not.toMatch(/\sstyle=/);
});

describe("the code of an app", () => {
  test("has one field, which phones fill and which takes spaces", () => {
    const [input = ""] = /<input[^>]*name="code"[^>]*>/.exec(serverHtml(factor("totp"))) ?? [];
    expect(input).toMatch(/inputMode="numeric"/i);
    expect(input).toMatch(/autoComplete="one-time-code"/i);
    expect(Number(/maxLength="(\d+)"/i.exec(input)?.[1])).toBeGreaterThanOrEqual(7);
  });

  test("leaves a way to a recovery code, and back", () => {
    expect(serverHtml(factor("totp"))).toContain('href="/sign-in/factor?with=recovery-code"');
    expect(serverHtml(factor("recovery-code"))).toContain('href="/sign-in/factor"');
  });
});

test("a secret is there as a picture and as text", () => {
  const html = serverHtml(enrol({ setup }));
  expect(html).toContain(`d="${setup.qr.d}"`);
  expect(html).toContain(setup.secret);
  expect(html).toMatch(/<svg[^>]*role="img"[^>]*aria-label="[^"]+"/);
});

test("a passkey has its place before the app where there is one", () => {
  for (const html of [serverHtml(enrol({ passkey: <i>key</i> })), serverHtml(factor("totp", <i>key</i>))])
    expect(html.indexOf("<i>key</i>")).toBeLessThan(html.indexOf("<form"));
});

test("what a new password needs stands below its field, and gets the strength in the same place", () => {
  const html = serverHtml(<PasswordStep email="a@example.org" length={length} replace={refusing} />);
  expect(html).toContain("12 to 128 characters");
  const [, described] = /<input[^>]*aria-describedby="([^"]+)"[^>]*name="next"/.exec(html) ??
    /<input[^>]*name="next"[^>]*aria-describedby="([^"]+)"/.exec(html) ?? [""];
  expect(html).toMatch(new RegExp(`id="${described}"[^>]*><span[^>]*><span role="status"`));
});
