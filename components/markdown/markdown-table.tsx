import type { Tokens } from "marked";
import { useTranslations } from "use-intl/react";
import { inline, type Style } from "./inline.tsx";

/** A table that scrolls within itself, by keyboard too. */
export function MarkdownTable({ table, style }: { table: Tokens.Table; style: Style }) {
  const t = useTranslations("markdown");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={t("table")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.header.map((cell, column) => (
              <th key={column} scope="col" className={alignment(cell)} dir="auto">
                {inline(cell.tokens, style)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} className={alignment(cell)} dir="auto">
                  {inline(cell.tokens, style)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function alignment(cell: Tokens.TableCell): string | undefined {
  return cell.align === null ? undefined : `align-${cell.align}`;
}
