"use client";

import { type ComponentProps, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Field, type FieldText } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { Input } from "./input.tsx";

type PasswordFieldProps = FieldText &
  Omit<ComponentProps<"input">, "type" | "style" | "className" | "aria-invalid" | "aria-describedby">;

/** A password that its owner may look at while typing; hidden again is the state in which it is sent. */
export function PasswordField({
  label,
  hint,
  error,
  labelHidden,
  className,
  id,
  autoComplete = "current-password",
  ...rest
}: PasswordFieldProps) {
  const t = useTranslations("ui");
  const [shown, setShown] = useState(false);
  return (
    <Field {...{ label, hint, error, labelHidden, className, id }}>
      {(control) => (
        <span className="relative block">
          <Input
            autoCapitalize="none"
            spellCheck={false}
            {...rest}
            {...control}
            autoComplete={autoComplete}
            type={shown ? "text" : "password"}
            className="pe-11"
          />
          <button
            type="button"
            aria-pressed={shown}
            aria-label={t("password.show")}
            title={shown ? t("password.hide") : t("password.show")}
            aria-controls={control.id}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 end-0 flex w-control items-center justify-center rounded-md text-muted hover:text-text"
          >
            <Icon name={shown ? "eye-off" : "eye"} />
          </button>
        </span>
      )}
    </Field>
  );
}
