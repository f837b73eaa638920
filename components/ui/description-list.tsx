import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type Description = { term: ReactNode; detail: ReactNode; key?: string | undefined };

/** Facts about one thing: term and detail side by side, under each other where it is narrow. */
export function DescriptionList({
  items,
  className,
}: {
  items: readonly Description[];
  className?: string | undefined;
}) {
  return (
    <dl className={classNames("flex flex-col divide-y divide-border", className)}>
      {items.map(({ term, detail, key }, at) => (
        <div
          key={key ?? (typeof term === "string" ? term : at)}
          className="grid gap-x-4 gap-y-0.5 py-2 sm:grid-cols-[minmax(8rem,14rem)_1fr]"
        >
          <dt className="text-muted">{term}</dt>
          <dd className="min-w-0 break-words">{detail}</dd>
        </div>
      ))}
    </dl>
  );
}
