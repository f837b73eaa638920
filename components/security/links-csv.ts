export type InvitationLink = { email: string; name: string | null; role: string; link: string; expiresAt: string };

/** A spreadsheet would take a cell that begins like this for a formula, and run it. */
const FORMULA = /^[=+\-@\t\r\n]/;

/** The links of an import as a CSV file (RFC 4180) that spreadsheets open without running anything. */
export function linksCsv(links: readonly InvitationLink[]): string {
  const rows = links.map(({ email, name, role, link, expiresAt }) => [email, name ?? "", role, link, expiresAt]);
  return [["email", "name", "role", "link", "valid until"], ...rows]
    .map((row) => row.map(cell).join(","))
    .map((line) => `${line}\r\n`)
    .join("");
}

function cell(value: string): string {
  const harmless = FORMULA.test(value.trimStart()) || FORMULA.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}
