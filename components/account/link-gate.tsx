"use client";

import { startTransition, useActionState, useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Role } from "#lib/access/schema.ts";
import type { OpenedLink as LinkOfDoor } from "#lib/identity/links/open-link.ts";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { TextField } from "../ui/field.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import type { PasswordLength } from "./account-fields.tsx";
import { SignUpForm } from "./sign-up-form.tsx";
import { type MailPurpose, UseLinkForm } from "./use-link-form.tsx";

export type OpenedLink = Omit<LinkOfDoor, "linkId">;

/** What links do: make an account, give one a new password, or only need a word of consent. */
export type LinkDoors = { makeAccount: FormDoor; resetPassword: FormDoor; confirm: FormDoor };

type LinkGateProps = {
  /** Which page this is, for what it says when no link is there. */
  purpose: OpenedLink["purpose"];
  /** A link that was opened before this page was loaded (again). */
  opened: OpenedLink | null;
  openLink: FormDoor<OpenedLink>;
  doors: LinkDoors;
  lengths: Record<Role, PasswordLength>;
};

/**
 * Takes the token out of the address: it stands in the fragment, which no server's log sees, and leaves the address bar
 * before anything else happens, so that it stays in no history either. Then shows the form that the link is good for.
 */
export function LinkGate({ purpose, opened, openLink, doors, lengths }: LinkGateProps) {
  const [state, submit, pending] = useActionState<FormState<OpenedLink>, FormData>(openLink, null);
  const [looked, setLooked] = useState(false);

  useEffect(() => {
    const token = window.location.hash.slice(1);
    setLooked(true);
    if (token === "") return;
    // A moment later the router listens, and takes the new address for its own; earlier it would put the old one back.
    const soon = setTimeout(() => {
      window.history.replaceState(null, "", window.location.pathname);
      const form = new FormData();
      form.set("token", token);
      startTransition(() => submit(form));
    });
    return () => clearTimeout(soon);
  }, [submit]);

  const link = state === null ? opened : state.ok ? state.value : null;
  if (pending) return <Checking purpose={purpose} />;
  if (link !== null) return <UseLink link={link} doors={doors} length={lengths[link.role]} />;
  const manual = <ByHand purpose={purpose} state={state} submit={submit} />;
  if (looked) return manual;
  return (
    <>
      <div className="noscript:hidden">
        <Checking purpose={purpose} />
      </div>
      <noscript>{manual}</noscript>
    </>
  );
}

/** The links that make an account, and the name of their page. */
const pageOf = { setup: "setup", invitation: "join" } as const;
type Making = keyof typeof pageOf;

const isMaking = (purpose: OpenedLink["purpose"]): purpose is Making => Object.hasOwn(pageOf, purpose);

/** What a page says of itself, whichever links it is for. */
function usePageWords(purpose: OpenedLink["purpose"]): { title: string; missing: string } {
  const [account, recovery] = [useTranslations("account.link"), useTranslations("recovery.page")];
  const say = (part: "title" | "missing") =>
    isMaking(purpose) ? account(`${pageOf[purpose]}.${part}`) : recovery(`${purpose}.${part}`);
  return { title: say("title"), missing: say("missing") };
}

function UseLink({ link, doors, length }: { link: OpenedLink; doors: LinkDoors; length: PasswordLength }) {
  const { purpose, email } = link;
  if (isMaking(purpose)) return <MakeAccount link={{ ...link, purpose }} action={doors.makeAccount} length={length} />;
  const action = purpose === "reset-password" ? doors.resetPassword : doors.confirm;
  return <UseLinkForm purpose={purpose satisfies MailPurpose} email={email} action={action} length={length} />;
}

function Checking({ purpose }: { purpose: OpenedLink["purpose"] }) {
  const t = useTranslations("account");
  const { title } = usePageWords(purpose);
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-medium">{title}</h1>
      <p role="status" className="flex items-center gap-3 text-muted">
        <Spinner />
        {t("link.checking")}
      </p>
    </div>
  );
}

type MakeAccountProps = { link: OpenedLink & { purpose: Making }; action: FormDoor; length: PasswordLength };

function MakeAccount({ link, action, length }: MakeAccountProps) {
  const t = useTranslations("account");
  return (
    <>
      <div>
        <h1 className="text-2xl font-medium">{t(`link.${pageOf[link.purpose]}.title`)}</h1>
        <p className="mt-1 text-muted">{t(`link.${pageOf[link.purpose]}.text`, { role: t(`role.${link.role}`) })}</p>
      </div>
      <SignUpForm action={action} email={link.email} length={length} />
    </>
  );
}

type ByHandProps = { purpose: OpenedLink["purpose"]; state: FormState; submit: (form: FormData) => void };

/** No link, or none that works: says which, and takes the code as text, for whoever has no script or lost the fragment. */
function ByHand({ purpose, state, submit }: ByHandProps) {
  const t = useTranslations("account");
  const { title, missing } = usePageWords(purpose);
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-medium">{title}</h1>
      <RefusalMessage state={state} />
      {state === null && <p className="text-muted">{missing}</p>}
      <form action={submit} className="flex flex-col gap-4">
        <TextField
          label={t("link.paste")}
          hint={t("link.pasteHint")}
          name="token"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={200}
        />
        <SubmitButton variant="secondary" block>
          {t("link.pasteSubmit")}
        </SubmitButton>
      </form>
      <p className="text-muted">
        <a href="/sign-in">{t("link.signIn")}</a>
      </p>
    </div>
  );
}
