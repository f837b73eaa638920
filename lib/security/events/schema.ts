import { z } from "zod";
import { eventNames, type Severity, severities } from "./catalog.ts";

/** What the list of events can be narrowed to; from the query string. */
export const EventFilter = z.strictObject({
  name: z.enum(eventNames as [string, ...string[]]).optional(),
  severity: z.enum(severities).optional(),
  actorId: z.uuid().optional(),
  before: z.coerce.number().int().positive().optional(),
  after: z.coerce.number().int().nonnegative().optional(),
});
export type EventFilter = z.infer<typeof EventFilter>;

/** An event as the administrator's list shows it; `origin` only for those who may see it. */
export type ShownEvent = {
  seq: number;
  id: string;
  name: string;
  severity: Severity;
  at: string;
  actorKind: string;
  actorId: string | null;
  requestId: string;
  data: Record<string, unknown>;
  origin: { address: string | null; device: string | null } | null;
};
