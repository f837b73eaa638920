import type { ComponentProps, ElementType } from "react";
import { type ButtonLook, buttonClass } from "./button-class.ts";
import { Icon, type IconName } from "./icon.tsx";

export type LinkButtonProps = Omit<ComponentProps<"a">, "style" | "className" | "href"> &
  ButtonLook & {
    href: string;
    icon?: IconName | undefined;
    /** The router's link component; a plain `<a>` without it. */
    as?: ElementType | undefined;
  };

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function LinkButton({
  as: Link = "a",
  variant,
  size,
  square,
  block,
  className,
  icon,
  children,
  ...rest
}: LinkButtonProps) {
  return (
    <Link {...rest} className={buttonClass({ variant, size, square, block, className })}>
      {icon && <Icon name={icon} size={size === "sm" ? 16 : 18} />}
      {children}
    </Link>
  );
}
