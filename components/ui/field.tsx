import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import { Checkbox, Input, Select, Textarea } from "./input.tsx";

export type FieldText = {
  label: ReactNode;
  hint?: ReactNode | undefined;
  /** What is wrong and how to mend it; read out when it appears. */
  error?: ReactNode | undefined;
  /** Keeps the label for screen readers only, where the place says it already. */
  labelHidden?: boolean | undefined;
  className?: string | undefined;
};

export type ControlWiring = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

type FieldProps = FieldText & { id?: string | undefined; children: (control: ControlWiring) => ReactNode };

/** Label above, control, hint and error below, tied together by ids. `children` receives what the control must carry. */
export function Field({ label, hint, error, labelHidden, className, id, children }: FieldProps) {
  const own = useId();
  const controlId = id ?? own;
  const described = [hint && `${controlId}-hint`, error && `${controlId}-error`].filter(Boolean).join(" ");
  const control: ControlWiring = { id: controlId };
  if (described) control["aria-describedby"] = described;
  if (error) control["aria-invalid"] = true;
  return (
    <div className={classNames("flex flex-col gap-1.5", className)}>
      <label htmlFor={controlId} className={labelHidden ? "sr-only" : "font-medium"}>
        {label}
      </label>
      {children(control)}
      <FieldNotes id={controlId} hint={hint} error={error} />
    </div>
  );
}

export function FieldNotes({
  id,
  hint,
  error,
}: {
  id: string;
  hint?: ReactNode | undefined;
  error?: ReactNode | undefined;
}) {
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-sm text-critical">
          {error}
        </p>
      )}
    </>
  );
}

type Plain<Tag extends "input" | "textarea" | "select"> = Omit<
  ComponentProps<Tag>,
  "style" | "className" | "aria-invalid" | "aria-describedby"
>;

export function TextField({ label, hint, error, labelHidden, className, id, ...rest }: FieldText & Plain<"input">) {
  return (
    <Field {...{ label, hint, error, labelHidden, className, id }}>
      {(control) => <Input {...rest} {...control} />}
    </Field>
  );
}

export function TextareaField({
  label,
  hint,
  error,
  labelHidden,
  className,
  id,
  ...rest
}: FieldText & Plain<"textarea">) {
  return (
    <Field {...{ label, hint, error, labelHidden, className, id }}>
      {(control) => <Textarea {...rest} {...control} />}
    </Field>
  );
}

export function SelectField({ label, hint, error, labelHidden, className, id, ...rest }: FieldText & Plain<"select">) {
  return (
    <Field {...{ label, hint, error, labelHidden, className, id }}>
      {(control) => <Select {...rest} {...control} />}
    </Field>
  );
}

/** A check box with its label beside it; the label is part of the target. */
export function CheckboxField({
  label,
  hint,
  error,
  className,
  id,
  ...rest
}: Omit<FieldText, "labelHidden"> & Omit<Plain<"input">, "type">) {
  const own = useId();
  const controlId = id ?? own;
  const described = [hint && `${controlId}-hint`, error && `${controlId}-error`].filter(Boolean).join(" ");
  return (
    <div className={classNames("flex flex-col gap-1", className)}>
      <label htmlFor={controlId} className="flex min-h-6 items-start gap-2.5 coarse:min-h-11 coarse:items-center">
        <Checkbox
          {...rest}
          id={controlId}
          aria-describedby={described || undefined}
          aria-invalid={error ? true : undefined}
          className="mt-0.5 coarse:mt-0"
        />
        <span>{label}</span>
      </label>
      {(hint || error) && (
        <div className="ps-7">
          <FieldNotes id={controlId} hint={hint} error={error} />
        </div>
      )}
    </div>
  );
}
