import type { ComponentProps, ReactNode } from "react";
import { type ButtonLook, buttonClass } from "./button-class.ts";
import { Icon, type IconName } from "./icon.tsx";
import { Spinner } from "./spinner.tsx";

export type ButtonProps = Omit<ComponentProps<"button">, "style" | "className"> &
  ButtonLook & {
    icon?: IconName | undefined;
    /** Busy: keeps its size and its focus, and cannot be pressed again. */
    pending?: boolean | undefined;
  };

export function Button({
  variant,
  size,
  square,
  block,
  className,
  icon,
  pending = false,
  type = "button",
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      // While busy it stays focusable, so the place on the page is not lost; as a plain button it submits nothing.
      type={pending ? "button" : type}
      onClick={pending ? undefined : onClick}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      className={buttonClass({ variant, size, square, block, className })}
    >
      {pending && <Spinner className="absolute" size={size === "sm" ? 14 : 18} />}
      <span className={pending ? "contents *:opacity-0" : "contents"}>
        {icon && <Icon name={icon} size={size === "sm" ? 16 : 18} />}
        {children !== undefined && <span className="inline-flex min-w-0 items-center gap-1.5">{children}</span>}
      </span>
    </button>
  );
}

export type IconButtonProps = Omit<ButtonProps, "children" | "square" | "icon" | "aria-label"> & {
  icon: IconName;
  /** What it does: its name for everybody who does not see the icon, and its tip for who does. */
  label: string;
  children?: ReactNode | undefined;
};

export function IconButton({ label, variant = "quiet", title = label, children, ...rest }: IconButtonProps) {
  return (
    <Button {...rest} variant={variant} square aria-label={label} title={title}>
      {children}
    </Button>
  );
}
