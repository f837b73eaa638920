import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "neutral" | "accent" | "critical" | "high" | "medium" | "low" | "info" | "good";

export const toneClass: Record<Tone, string> = {
  neutral: "bg-surface text-muted ring-1 ring-inset ring-border",
  accent: "bg-accent-soft text-accent",
  critical: "bg-critical-soft text-critical",
  high: "bg-high-soft text-high",
  medium: "bg-medium-soft text-medium",
  low: "bg-low-soft text-low",
  info: "bg-info-soft text-info",
  good: "bg-good-soft text-good",
};

type BadgeProps = {
  children: ReactNode;
  tone?: Tone | undefined;
  icon?: IconName | undefined;
  className?: string | undefined;
};

/** One or two words about the thing beside it. The word carries the meaning, the colour repeats it. */
export function Badge({ children, tone = "info", icon, className }: BadgeProps) {
  return (
    <span
      className={classNames(
        "inline-flex h-5 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap",
        toneClass[tone],
        className,
      )}
    >
      {icon && <Icon name={icon} size={14} />}
      {children}
    </span>
  );
}
