import type { ElementType, ReactNode } from "react";
import { classNames } from "./class-names.ts";

type StatProps = {
  label: ReactNode;
  /** The figure, already written in the reader's language. */
  value: ReactNode;
  unit?: ReactNode | undefined;
  /** Before, or the goal, in words: "▲ 3.1× yesterday", "goal 60 s". */
  comparison?: ReactNode | undefined;
  tone?: "neutral" | "good" | "critical" | "high" | "medium" | undefined;
  /** Where the rows behind the figure are listed; the whole figure becomes the link. */
  href?: string | undefined;
  as?: ElementType | undefined;
  /** A small picture under the figure. */
  children?: ReactNode | undefined;
  className?: string | undefined;
};
const tones = {
  neutral: "text-muted",
  good: "text-good",
  critical: "text-critical",
  high: "text-high",
  medium: "text-medium",
};

/** A figure with its unit and its comparison. */
export function Stat({
  label,
  value,
  unit,
  comparison,
  tone = "neutral",
  href,
  as: Link = "a",
  children,
  className,
}: StatProps) {
  const content = (
    <>
      <span className="text-sm text-muted">{label}</span>
      <span className="flex flex-wrap items-baseline gap-x-1.5">
        <span className="text-2xl font-medium figures">{value}</span>
        {unit && <span className="text-sm text-muted">{unit}</span>}
        {comparison && <span className={classNames("ms-auto text-sm figures", tones[tone])}>{comparison}</span>}
      </span>
      {children}
    </>
  );
  const frame = classNames("flex min-w-0 flex-col gap-1 rounded-lg border border-border bg-surface p-4", className);
  if (href === undefined) return <div className={frame}>{content}</div>;
  return (
    <Link href={href} className={classNames(frame, "transition-colors hover:border-control")}>
      {content}
    </Link>
  );
}
