import { z } from "zod";

const url = z.string().max(2_000);
const directive = z.string().max(100);
type Violation = { directive: string; blocked: string; page: string };

/** Reporting API (array of reports) or the older report-uri form; both brought to one. Other keys are the browser's business. */
export const CspReports = z.union([
  z
    .array(
      z.object({
        type: z.string().max(50),
        body: z.object({
          effectiveDirective: directive.optional(),
          blockedURL: url.optional(),
          documentURL: url.optional(),
        }),
      }),
    )
    .max(20)
    .transform((reports) =>
      reports
        .filter((report) => report.type === "csp-violation")
        .map(({ body }): Violation => violation(body.effectiveDirective, body.blockedURL, body.documentURL)),
    ),
  z
    .object({
      "csp-report": z.object({
        "effective-directive": directive.optional(),
        "violated-directive": directive.optional(),
        "blocked-uri": url.optional(),
        "document-uri": url.optional(),
      }),
    })
    .transform(({ "csp-report": r }) => [
      violation(r["effective-directive"] ?? r["violated-directive"], r["blocked-uri"], r["document-uri"]),
    ]),
]);
export type CspReports = z.infer<typeof CspReports>;

function violation(
  directiveName: string | undefined,
  blocked: string | undefined,
  page: string | undefined,
): Violation {
  return { directive: directiveName ?? "unknown", blocked: withoutSecrets(blocked), page: withoutSecrets(page) };
}

/** Origin and path: queries and fragments may hold what nobody should log. */
function withoutSecrets(value: string | undefined): string {
  if (value === undefined) return "unknown";
  if (!URL.canParse(value)) return value.slice(0, 100);
  const { origin, pathname } = new URL(value);
  return `${origin === "null" ? "" : origin}${pathname}`.slice(0, 300);
}
