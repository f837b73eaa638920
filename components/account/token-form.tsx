"use client";

import { useActionState, useState } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { CheckboxField, SelectField, TextField } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { absoluteTime } from "../ui/relative-time.ts";
import { SubmitButton } from "../ui/submit-button.tsx";
import { useScopeWords } from "./use-scope-words.ts";

/** What making a token answers: once, and never again. */
type MadeToken = { token: string; name: string; expiresAt: string };

type TokenFormProps = {
  scopes: readonly { scope: string; field: string }[];
  /** In days; the second is chosen. */
  lifetimes: readonly number[];
  action: FormDoor<MadeToken>;
};

export function TokenForm({ scopes, lifetimes, action }: TokenFormProps) {
  const t = useTranslations("account.tokens");
  const words = useScopeWords();
  const [state, submit] = useActionState<FormState<MadeToken>, FormData>(action, null);
  // Ticks are the work in this form: a refusal must not take them back.
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const noteTicks = (form: FormData) => setTicked(scopes.map(({ field }) => field).filter((field) => form.has(field)));
  const isTicked = (field: string) => state?.ok !== true && ticked.includes(field);
  const kept = state?.ok === false ? state.kept : undefined;
  return (
    <div className="flex flex-col gap-4">
      <form
        action={submit}
        onSubmit={({ currentTarget }) => noteTicks(new FormData(currentTarget))}
        className="flex flex-col items-start gap-4"
      >
        <TextField
          className="w-full max-w-sm"
          label={t("name")}
          hint={t("nameHint")}
          name="name"
          autoComplete="off"
          required
          maxLength={80}
          defaultValue={kept?.name}
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 font-medium">{t("scopes")}</legend>
          {scopes.map(({ scope, field }) => (
            <CheckboxField
              key={`${field} ${isTicked(field)}`}
              label={words(scope)}
              name={field}
              defaultChecked={isTicked(field)}
            />
          ))}
        </fieldset>
        <SelectField className="w-40" label={t("days")} name="days" defaultValue={kept?.days ?? lifetimes[1]}>
          {lifetimes.map((value) => (
            <option key={value} value={value}>
              {t("daysValue", { days: value })}
            </option>
          ))}
        </SelectField>
        <RefusalMessage state={state} back="/settings/tokens" />
        <SubmitButton icon="key">{t("submit")}</SubmitButton>
      </form>
      {state?.ok && <NewToken made={state.value} />}
    </div>
  );
}

function NewToken({ made }: { made: MadeToken }) {
  const t = useTranslations("account.tokens");
  const locale = useLocale();
  const title = t("shown", { name: made.name });
  return (
    <section
      role="status"
      aria-label={title}
      className="flex flex-col gap-2 rounded-lg border border-border bg-good-soft p-4"
    >
      <p className="font-medium break-words">{title}</p>
      <div className="flex flex-wrap gap-2">
        <Input
          readOnly
          value={made.token}
          aria-label={title}
          onFocus={(event) => event.currentTarget.select()}
          className="flex-1 basis-56 font-mono"
        />
        <CopyButton text={made.token} label={t("copy")} variant="primary" wordy />
      </div>
      <p className="text-sm">
        {t("shownText", { until: absoluteTime(Date.parse(made.expiresAt), locale, "minute", undefined) })}
      </p>
    </section>
  );
}
