import { type CsvError, parse } from "csv-parse/sync";
import { fail, ok } from "#lib/platform/result.ts";
import { importLimits } from "../numbers.ts";

/** A line as it stands in the file; cells that are not there are empty. */
export type ListRow = { line: number; email: string; name: string; role: string; extra: boolean };

const RECORD_BYTES = 4_096;

type Parsed = { record: string[]; info: { lines: number } };

/** Reads a list with a line of column names (`email`, `role`, and `name` if wanted), as spreadsheets write it. */
export function readList(text: string) {
  // What a file in another encoding looks like once it was read as UTF-8.
  if (text.includes("\uFFFD")) return fail("list-not-utf8");
  const records = parseCsv(text);
  if (records === null) return fail("list-unreadable");
  const [head, ...rest] = records;
  const columns = head?.record.map((name) => name.toLowerCase()) ?? [];
  const [email, role, name] = ["email", "role", "name"].map((column) => columns.indexOf(column));
  if (email === undefined || role === undefined || name === undefined || email < 0 || role < 0)
    return fail("list-columns");
  if (rest.length === 0) return fail("list-empty");
  if (rest.length > importLimits.rows) return fail("list-too-long");
  return ok(
    rest.map(
      ({ record, info }): ListRow => ({
        line: info.lines,
        email: record[email] ?? "",
        name: name < 0 ? "" : (record[name] ?? ""),
        role: (record[role] ?? "").toLowerCase(),
        extra: record.length > columns.length,
      }),
    ),
  );
}

function parseCsv(text: string): Parsed[] | null {
  const [first = ""] = text.split(/\r?\n|\r/, 1);
  try {
    return parse(text, {
      bom: true,
      // Spreadsheets in many languages write semicolons.
      delimiter: [";", "\t"].find((sign) => first.includes(sign)) ?? ",",
      info: true,
      max_record_size: RECORD_BYTES,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      to: importLimits.rows + 2,
      trim: true,
    }) as unknown as Parsed[];
  } catch (error) {
    if ((error as Partial<CsvError>).code?.startsWith("CSV_")) return null;
    throw error;
  }
}
