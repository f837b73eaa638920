import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icon.tsx";

export type Segment = { value: string; label: string; icon?: IconName | undefined };

type SegmentedProps = {
  /** The question that the options answer. */
  legend: ReactNode;
  legendHidden?: boolean | undefined;
  options: readonly Segment[];
  name?: string | undefined;
  value?: string | undefined;
  defaultValue?: string | undefined;
  onChange?: ((value: string) => void) | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
};

/** A few options of which one holds: real radio buttons, so that a form sends it and arrow keys move it. */
export function Segmented({
  legend,
  legendHidden,
  options,
  name,
  value,
  defaultValue,
  onChange,
  disabled,
  className,
}: SegmentedProps) {
  const own = useId();
  return (
    <fieldset disabled={disabled} className={classNames("min-w-0", className)}>
      <legend className={legendHidden ? "sr-only" : "mb-1.5"}>{legend}</legend>
      <div className="inline-flex max-w-full flex-wrap gap-0.5 rounded-md border border-border bg-sunken p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex h-[calc(var(--control-height)-6px)] items-center gap-1.5 rounded-sm px-3 text-sm text-muted transition-colors hover:text-text has-checked:bg-surface has-checked:font-medium has-checked:text-text has-checked:ring-1 has-checked:ring-control has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              className="sr-only"
              name={name ?? own}
              value={option.value}
              checked={value === undefined ? undefined : value === option.value}
              defaultChecked={value === undefined ? defaultValue === option.value : undefined}
              onChange={onChange && (() => onChange(option.value))}
            />
            {option.icon && <Icon name={option.icon} size={16} />}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
