import { classNames } from "./class-names.ts";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";
export type ButtonLook = {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** Square, for a button that is only an icon. */
  square?: boolean | undefined;
  /** As wide as its column. */
  block?: boolean | undefined;
  className?: string | undefined;
};

const frame =
  "relative inline-flex items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap select-none no-underline transition-colors disabled:cursor-default disabled:opacity-50 aria-disabled:cursor-default";

const variants: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent text-on-accent enabled:hover:bg-accent-strong [a&]:hover:bg-accent-strong",
  secondary: "border-control bg-surface text-text enabled:hover:bg-hover [a&]:hover:bg-hover",
  quiet: "border-transparent bg-transparent text-text enabled:hover:bg-hover [a&]:hover:bg-hover",
  danger:
    "border-transparent bg-critical text-on-critical enabled:hover:bg-critical-strong [a&]:hover:bg-critical-strong",
};

const sizes: Record<ButtonSize, { height: string; padding: string; square: string }> = {
  sm: { height: "h-control-sm text-sm", padding: "px-2.5", square: "w-control-sm" },
  md: { height: "h-control text-base", padding: "px-3.5", square: "w-control" },
  lg: { height: "h-11 text-lg", padding: "px-5", square: "w-11" },
};

/** The classes of a button, for an element that is not one: a router's link, a `summary`, a `label`. */
export function buttonClass({ variant = "secondary", size = "md", square, block, className }: ButtonLook = {}): string {
  const { height, padding, square: edge } = sizes[size];
  return classNames(
    frame,
    variants[variant],
    height,
    square ? edge : padding,
    square && "shrink-0",
    block && "w-full",
    className,
  );
}
