import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

type PageProps = {
  children: ReactNode;
  /** `narrow` for forms and letters, `default` for lists, `full` for dashboards. */
  width?: "narrow" | "default" | "full" | undefined;
  className?: string | undefined;
};
const widths = { narrow: "max-w-2xl", default: "max-w-5xl", full: "max-w-[90rem]" };

/** The column of a page, with the margins that hold at 360 px and at 1440. */
export function Page({ children, width = "default", className }: PageProps) {
  return (
    <div
      className={classNames(
        "mx-auto flex w-full flex-col gap-6 px-4 py-6 wide:px-8 wide:py-8",
        widths[width],
        className,
      )}
    >
      {children}
    </div>
  );
}

type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode | undefined;
  /** Where one came from: a link, above the title. */
  above?: ReactNode | undefined;
  actions?: ReactNode | undefined;
};

export function PageHeader({ title, description, above, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-64">
        {above && <div className="mb-1 text-sm text-muted">{above}</div>}
        <h1 className="text-2xl font-medium">{title}</h1>
        {description && <p className="mt-1 max-w-prose text-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

type SectionProps = {
  title: ReactNode;
  description?: ReactNode | undefined;
  actions?: ReactNode | undefined;
  children: ReactNode;
  id?: string | undefined;
  className?: string | undefined;
};

/** A part of a page under its own heading, and a landmark by that name. */
export function Section({ title, description, actions, children, id, className }: SectionProps) {
  const heading = useId();
  return (
    <section id={id} aria-labelledby={heading} className={classNames("flex min-w-0 flex-col gap-3", className)}>
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 id={heading} className="text-lg font-medium">
            {title}
          </h2>
          {description && <p className="mt-0.5 max-w-prose text-sm text-muted">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}

type CardProps = {
  children: ReactNode;
  as?: "div" | "section" | "article" | "li" | "form" | undefined;
  /** Off where the content brings its own edge: a table, a list of rows. */
  padded?: boolean | undefined;
  className?: string | undefined;
};

/** A surface on the canvas: a border, no shadow. */
export function Card({ children, as: Tag = "div", padded = true, className }: CardProps) {
  return (
    <Tag
      className={classNames(
        "min-w-0 rounded-lg border border-border bg-surface",
        padded ? "p-4" : "overflow-clip",
        className,
      )}
    >
      {children}
    </Tag>
  );
}
