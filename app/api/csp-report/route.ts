import { readJson } from "#lib/http/body.ts";
import { guarded } from "#lib/http/route.ts";
import { CspReports } from "#lib/security/events/csp-report.ts";
import { recordViolations } from "#lib/security/events/record-violations.ts";

/** Where browsers report what the policy blocked. Always 204: there is nobody to tell. */
export function POST(request: Request): Promise<Response> {
  return guarded(async (ctx) => {
    const body = await readJson(request);
    const reports = CspReports.safeParse(body.ok ? body.value : null);
    if (reports.success) await recordViolations(ctx, reports.data);
    return new Response(null, { status: 204 });
  });
}
