import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icon.tsx";

type EmptyStateProps = {
  title: ReactNode;
  /** One sentence that teaches: what would stand here, and how it gets here. */
  children?: ReactNode | undefined;
  action?: ReactNode | undefined;
  icon?: IconName | undefined;
  className?: string | undefined;
};

export function EmptyState({ title, children, action, icon, className }: EmptyStateProps) {
  return (
    <div className={classNames("flex flex-col items-center gap-2 px-6 py-12 text-center", className)}>
      {icon && <Icon name={icon} size={24} className="mb-1 text-muted" />}
      <p className="text-lg font-medium">{title}</p>
      {children && <p className="max-w-[44ch] text-muted">{children}</p>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
