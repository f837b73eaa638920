import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

type ProgressProps = {
  label: ReactNode;
  /** 0 to `max`; left out while the end is not known. */
  value?: number | undefined;
  max?: number | undefined;
  /** What stands at the end of the line, e.g. "3 of 7 files". */
  note?: ReactNode | undefined;
  className?: string | undefined;
};

export function Progress({ label, value, max = 100, note, className }: ProgressProps) {
  const id = useId();
  return (
    <div className={classNames("flex flex-col gap-1.5", className)}>
      <div className="flex justify-between gap-4 text-sm">
        <label htmlFor={id}>{label}</label>
        {note && <span className="text-muted figures">{note}</span>}
      </div>
      <progress id={id} className="bar" max={max} value={value} />
    </div>
  );
}
