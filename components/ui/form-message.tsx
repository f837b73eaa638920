import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icon.tsx";

export type MessageTone = "error" | "warning" | "success" | "info";

const looks: Record<MessageTone, { icon: IconName; className: string }> = {
  error: { icon: "alert", className: "bg-critical-soft text-critical" },
  warning: { icon: "alert", className: "bg-medium-soft text-medium" },
  success: { icon: "check", className: "bg-good-soft text-good" },
  info: { icon: "info", className: "bg-info-soft text-info" },
};

type FormMessageProps = {
  tone: MessageTone;
  title?: ReactNode | undefined;
  children?: ReactNode | undefined;
  /** A link or button that mends it. */
  action?: ReactNode | undefined;
  className?: string | undefined;
};

/** What came of a form, or what a page must say first. An error interrupts a screen reader, the rest wait. */
export function FormMessage({ tone, title, children, action, className }: FormMessageProps) {
  const look = looks[tone];
  return (
    <div
      role={tone === "error" ? "alert" : "status"}
      className={classNames(
        "flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md px-3 py-2.5",
        look.className,
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-60 gap-2.5">
        <Icon name={look.icon} className="mt-0.5 shrink-0" />
        <div className="min-w-0">
          {title && <p className="font-medium">{title}</p>}
          {children && <div>{children}</div>}
        </div>
      </div>
      {action}
    </div>
  );
}
