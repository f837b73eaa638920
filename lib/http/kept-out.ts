import { isAddressRefused } from "#lib/access/address-rules/known-rules.ts";
import type { Area } from "#lib/access/address-rules/schema.ts";
import { addressKey } from "#lib/limits/address-key.ts";
import { createRecentMap } from "#lib/limits/recent-map.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { processState } from "#lib/platform/process-state.ts";
import { emit } from "#lib/security/events/emit.ts";
import { areaOf, isHealth } from "./doors.ts";

/** An address that is refused is an event once in this time, however often it knocks. Milliseconds. */
const QUIET = 60_000;
const MOST_ADDRESSES = 10_000;
const told = processState("http.kept-out", () => createRecentMap<number>(MOST_ADDRESSES));

/** Whether a rule about its network address keeps this request out. */
export async function isKeptOut(ctx: Ctx, pathname: string): Promise<boolean> {
  if (isHealth(pathname)) return false;
  const area = await refusedArea(ctx, areaOf(pathname));
  if (area === null) return false;
  const key = addressKey(ctx.address ?? "unknown");
  const before = told.map.get(key);
  if (before === undefined || ctx.now.getTime() - before >= QUIET) {
    told.set(key, ctx.now.getTime());
    await emit(ctx, "address.refused", { area });
  }
  return true;
}

async function refusedArea(ctx: Ctx, area: Area): Promise<Area | null> {
  if (await isAddressRefused(ctx, "everything")) return "everything";
  return area === "administration" && (await isAddressRefused(ctx, area)) ? area : null;
}
