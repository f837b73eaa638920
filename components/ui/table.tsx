import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Figures stand at the end of their column. */
  align?: "start" | "end" | undefined;
  /** The column that names its row. */
  rowHeader?: boolean | undefined;
  /** Never wrapped; the others may be cut with an ellipsis only by their own content. */
  nowrap?: boolean | undefined;
  /** e.g. `w-px` for a column no wider than its content, `min-w-60` for the one that needs room. */
  className?: string | undefined;
  sorted?: "ascending" | "descending" | undefined;
};

type DataTableProps<Row> = {
  /** Says what the table holds; shown unless hidden. */
  caption: ReactNode;
  captionHidden?: boolean | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Instead of rows, when there are none: an `EmptyState`. */
  empty?: ReactNode | undefined;
  /** Scrolls inside the height of the window, under a header that stays. */
  tall?: boolean | undefined;
  rowClassName?: ((row: Row) => string | undefined) | undefined;
  className?: string | undefined;
};

/** A dense table: rows of 36 px, its own scroll bar where the window is narrower than it. */
export function DataTable<Row>({
  caption,
  captionHidden,
  columns,
  rows,
  rowKey,
  empty,
  tall,
  rowClassName,
  className,
}: DataTableProps<Row>) {
  return (
    <TableFrame
      caption={caption}
      captionHidden={captionHidden}
      tall={tall}
      className={className}
      after={rows.length === 0 ? empty : undefined}
    >
      <thead>
        <tr>
          {columns.map(({ key, header, align, sorted, className: width }) => (
            <HeaderCell key={key} align={align} aria-sort={sorted} className={width}>
              {header}
            </HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className={classNames("hover:bg-hover", rowClassName?.(row))}>
            {columns.map(({ key, cell, align, rowHeader, nowrap }) => (
              <Cell key={key} rowHeader={rowHeader} align={align} nowrap={nowrap}>
                {cell(row)}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

type TableFrameProps = {
  caption: ReactNode;
  captionHidden?: boolean | undefined;
  tall?: boolean | undefined;
  children: ReactNode;
  after?: ReactNode | undefined;
  className?: string | undefined;
};

/** The surface, the scroll region and the caption; for a table whose rows a caller writes by hand. */
export function TableFrame({ caption, captionHidden, tall, children, after, className }: TableFrameProps) {
  const id = useId();
  return (
    <div className={classNames("min-w-0 overflow-clip rounded-lg border border-border bg-surface", className)}>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
        aria-labelledby={id}
        className={classNames(
          // Hidden texts in far cells are placed absolutely: without a place of their own they would widen the page.
          "scroll-x relative focus-visible:-outline-offset-2",
          tall && "max-h-[calc(100dvh-11rem)] min-h-48 overflow-y-auto",
        )}
      >
        <table className="w-full border-separate border-spacing-0 text-sm">
          <caption id={id} className={captionHidden ? "sr-only" : "px-3 pt-3 pb-2 text-start font-medium"}>
            {caption}
          </caption>
          {children}
        </table>
      </section>
      {after}
    </div>
  );
}

type CellLook = { align?: "start" | "end" | undefined; nowrap?: boolean | undefined; rowHeader?: boolean | undefined };

export function HeaderCell({ align, className, ...rest }: Omit<ComponentProps<"th">, "align" | "style"> & CellLook) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        "sticky top-0 z-10 h-8 border-b border-border bg-surface px-3 text-xs font-medium whitespace-nowrap text-muted",
        align === "end" ? "text-end" : "text-start",
        className,
      )}
    />
  );
}

export function Cell({
  align,
  nowrap,
  rowHeader,
  className,
  ...rest
}: Omit<ComponentProps<"td">, "align" | "style"> & CellLook) {
  const look = classNames(
    "h-9 border-b border-border px-3 py-1 in-[tr:last-child]:border-b-0",
    align === "end" ? "text-end figures" : "text-start",
    nowrap && "whitespace-nowrap",
    className,
  );
  if (rowHeader) return <th scope="row" {...rest} className={classNames(look, "font-medium")} />;
  return <td {...rest} className={look} />;
}
