"use client";

import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import type { ButtonSize, ButtonVariant } from "./button-class.ts";
import type { IconName } from "./icon.tsx";
import { useFloat } from "./use-float.ts";

type PopoverProps = {
  /** Names the button, when it is only an icon, and the popover. */
  label: string;
  /** The button's content. */
  trigger?: ReactNode | undefined;
  icon?: IconName | undefined;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  align?: "start" | "end" | undefined;
  className?: string | undefined;
  /** What it shows; the function form can close it. */
  children: ReactNode | ((close: () => void) => ReactNode);
};

/** A button that opens a small surface under itself: filters, an explanation, a few settings. */
export function Popover({
  label,
  trigger,
  icon,
  variant = "quiet",
  size,
  align = "start",
  className,
  children,
}: PopoverProps) {
  const { close, triggerProps, floatProps } = useFloat<HTMLDivElement>(align);
  const named = trigger === undefined ? { "aria-label": label, title: label } : {};
  return (
    <>
      <Button
        {...triggerProps}
        {...named}
        icon={icon}
        square={trigger === undefined}
        variant={variant}
        size={size}
        className={className}
      >
        {trigger}
      </Button>
      <div {...floatProps} role="dialog" aria-label={label}>
        <div className="p-4">{typeof children === "function" ? children(close) : children}</div>
      </div>
    </>
  );
}
