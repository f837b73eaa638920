import { classNames } from "./class-names.ts";

/** A bone with the final size of what comes; give it height and width as classes. */
export function Skeleton({ className = "h-4 w-full" }: { className?: string | undefined }) {
  return <span aria-hidden className={classNames("bone block", className)} />;
}

const widths = ["w-full", "w-11/12", "w-full", "w-4/5"] as const;

/** `lines` lines of running text; the last one is short. */
export function SkeletonText({ lines = 3, className }: { lines?: number | undefined; className?: string | undefined }) {
  return (
    <span aria-hidden className={classNames("flex flex-col gap-2.5", className)}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton
          key={line}
          className={classNames("h-4", line === lines - 1 ? "w-2/3" : widths[line % widths.length])}
        />
      ))}
    </span>
  );
}

/** `rows` rows as high as a table's. */
export function SkeletonRows({ rows = 8, className }: { rows?: number | undefined; className?: string | undefined }) {
  return (
    <span aria-hidden className={classNames("flex flex-col", className)}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="flex h-9 items-center gap-4 border-b border-border px-3">
          <Skeleton className="h-3 w-24" />
          <Skeleton className={classNames("h-3", widths[row % widths.length])} />
          <Skeleton className="h-3 w-16" />
        </span>
      ))}
    </span>
  );
}

/** Stands around bones: one word for a screen reader, which sees none of them. */
export function Loading({
  label,
  children,
  className,
}: {
  label: string;
  children: React.ReactNode;
  className?: string | undefined;
}) {
  return (
    <div role="status" className={className}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}
