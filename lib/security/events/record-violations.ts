import { overLimit } from "#lib/limits/over-limit.ts";
import type { Ctx } from "#lib/platform/context.ts";
import type { CspReports } from "./csp-report.ts";
import { emit } from "./emit.ts";

/** Turns what browsers report into events. The collector is open to everybody, so it is limited itself. */
export async function recordViolations(ctx: Ctx, reports: CspReports): Promise<void> {
  for (const report of reports) {
    if (await overLimit(ctx, "csp_report")) return;
    await emit(ctx, "csp.violated", report);
  }
}
