import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

// 16 px on touch: below that, phones zoom the page when a field takes the focus.
const box =
  "w-full min-w-0 rounded-md border border-control bg-surface text-base text-text transition-colors coarse:text-lg disabled:opacity-60 [&[readonly]]:bg-sunken aria-invalid:border-critical";

type Unstyled<Props> = Omit<Props, "style">;

export function Input({ className, type = "text", ...rest }: Unstyled<ComponentProps<"input">>) {
  const file = type === "file" && "py-1";
  return <input {...rest} type={type} className={classNames(box, "h-control px-3", file, className)} />;
}

export function Textarea({ className, rows = 4, ...rest }: Unstyled<ComponentProps<"textarea">>) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={classNames(box, "field-sizing-content max-h-96 min-h-20 px-3 py-2", className)}
    />
  );
}

/**
 * A form is reset after its action, and React sets a select back to the default it began with: with another default (what
 * was chosen before a refusal) it is another select.
 */
export function Select({ className, children, ...rest }: Unstyled<ComponentProps<"select">>) {
  return (
    <span className={classNames("relative block", className)}>
      <select
        {...rest}
        key={String(rest.defaultValue)}
        className={classNames(box, "h-control appearance-none ps-3 pe-8 text-ellipsis")}
      >
        {children}
      </select>
      <Icon
        name="chevrons-up-down"
        size={16}
        className="pointer-events-none absolute inset-y-0 end-2.5 my-auto text-muted"
      />
    </span>
  );
}

export function Checkbox({ className, ...rest }: Omit<Unstyled<ComponentProps<"input">>, "type">) {
  return <input {...rest} type="checkbox" className={classNames("size-[18px] shrink-0", className)} />;
}
