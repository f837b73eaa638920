import { z } from "zod";
import type { Zone } from "#lib/models/stream.ts";

/** How freely something may be passed on, from what anybody may see to what hardly anybody may. */
export const labels = ["public", "internal", "confidential", "restricted"] as const;
export const Label = z.enum(labels);
export type Label = z.infer<typeof Label>;

/** Where a model may run that is sent something of a label. */
const zonesOf: Record<Label, readonly Zone[]> = {
  public: ["local", "private", "external"],
  internal: ["local", "private", "external"],
  confidential: ["local", "private"],
  restricted: ["local"],
};

/** Whether a model that runs in `zone` may receive what has this label. */
export function mayReceive(zone: Zone, label: Label): boolean {
  return zonesOf[label].includes(zone);
}

/** The stricter of two labels. */
export function stricter(a: Label, b: Label): Label {
  return labels.indexOf(a) >= labels.indexOf(b) ? a : b;
}
