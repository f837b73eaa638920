import { toneClass } from "./badge.tsx";
import { classNames } from "./class-names.ts";

export type SeverityLevel = "critical" | "high" | "medium" | "low" | "info";

// A shape of its own for each level, drawn so that no font decides how it looks.
const marks: Record<SeverityLevel, string> = {
  critical: "M6 .5L11.5 6 6 11.5.5 6z",
  high: "M6 1l5.5 9.5H.5z",
  medium: "M1 6a5 5 0 1 0 10 0A5 5 0 1 0 1 6z",
  low: "M1.5 1.5h9v9h-9z",
  info: "M1.5 5h9v2h-9z",
};
const textClass: Record<SeverityLevel, string> = {
  critical: "text-critical",
  high: "text-high",
  medium: "text-medium",
  low: "text-low",
  info: "text-info",
};

/** The shape alone, for a chart or a dense row in which the word stands elsewhere. */
export function SeverityMark({ level, className }: { level: SeverityLevel; className?: string | undefined }) {
  return (
    <svg
      aria-hidden
      width={10}
      height={10}
      viewBox="0 0 12 12"
      fill="currentColor"
      className={classNames("shrink-0", textClass[level], className)}
    >
      <path d={marks[level]} />
    </svg>
  );
}

type SeverityProps = {
  level: SeverityLevel;
  /** The word, already in the reader's language. */
  label: string;
  /** `badge` on its soft ground, `plain` inside dense rows. */
  look?: "badge" | "plain" | undefined;
  className?: string | undefined;
};

export function Severity({ level, label, look = "badge", className }: SeverityProps) {
  const ground = look === "badge" ? `h-5 rounded-sm px-1.5 ${toneClass[level]}` : textClass[level];
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1.5 text-xs font-medium whitespace-nowrap",
        ground,
        className,
      )}
    >
      <SeverityMark level={level} />
      {label}
    </span>
  );
}
