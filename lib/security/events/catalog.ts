import { z } from "zod";
import { Role } from "#lib/access/schema.ts";

export const severities = ["info", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

type Entry<S extends z.ZodType> = { severity: Severity; ocsf: number; data: S };
const event = <S extends z.ZodType>(entry: Entry<S>) => entry;

// Classes of the Open Cybersecurity Schema Framework, 1.x.
const AUTHENTICATION = 3002;
const ACCOUNT_CHANGE = 3001;
const ACCESS = 3003; // Authorize Session
const ENTITY = 3004; // Entity Management
const API_ACTIVITY = 6003;
const HTTP_ACTIVITY = 4002;
const APPLICATION_LIFECYCLE = 6002;

const none = z.strictObject({});
const id = z.uuid();

/** Every event the product can emit. Adding one here is what makes it exist. Its data holds nothing personal. */
export const eventCatalog = {
  "access.denied": event({
    severity: "medium",
    ocsf: ACCESS,
    data: z.strictObject({ permission: z.string(), reason: z.string(), resourceId: z.string().nullable() }),
  }),
  "account.created": event({
    severity: "info",
    ocsf: ACCOUNT_CHANGE,
    data: z.strictObject({ accountId: id, role: Role, by: z.enum(["setup", "invitation", "sign-up", "operator"]) }),
  }),
  "account.invited": event({ severity: "low", ocsf: ACCOUNT_CHANGE, data: z.strictObject({ linkId: id, role: Role }) }),
  "account.password-changed": event({
    severity: "low",
    ocsf: ACCOUNT_CHANGE,
    data: z.strictObject({ accountId: id, by: z.enum(["owner", "operator"]) }),
  }),
  "account.suspended": event({ severity: "medium", ocsf: ACCOUNT_CHANGE, data: z.strictObject({ accountId: id }) }),
  "account.restored": event({ severity: "medium", ocsf: ACCOUNT_CHANGE, data: z.strictObject({ accountId: id }) }),
  "session.started": event({
    severity: "info",
    ocsf: AUTHENTICATION,
    data: z.strictObject({ accountId: id, sessionId: id, method: z.enum(["password", "setup", "invitation"]) }),
  }),
  "session.refused": event({
    severity: "low",
    ocsf: AUTHENTICATION,
    data: z.strictObject({ accountId: id.nullable(), reason: z.enum(["wrong-credentials", "suspended"]) }),
  }),
  "session.ended": event({
    severity: "info",
    ocsf: AUTHENTICATION,
    data: z.strictObject({
      accountId: id,
      count: z.int(),
      reason: z.enum(["signed-out", "password-changed", "suspended", "too-many", "ended-by-owner", "operator"]),
    }),
  }),
  "session.invalid": event({
    severity: "low",
    ocsf: AUTHENTICATION,
    data: z.strictObject({ reason: z.enum(["unreadable-token", "unknown", "ended", "idle", "expired", "suspended"]) }),
  }),
  "link.refused": event({
    severity: "medium",
    ocsf: AUTHENTICATION,
    data: z.strictObject({ purpose: z.enum(["setup", "invitation"]), reason: z.enum(["unknown", "used", "expired"]) }),
  }),
  "limit.exceeded": event({
    severity: "low",
    ocsf: API_ACTIVITY,
    data: z.strictObject({ bucket: z.string(), limit: z.int().nullable(), count: z.int() }),
  }),
  "limit.store-lost": event({
    severity: "high",
    ocsf: APPLICATION_LIFECYCLE,
    data: z.strictObject({ reason: z.string() }),
  }),
  "request.cross-site": event({
    severity: "medium",
    ocsf: HTTP_ACTIVITY,
    data: z.strictObject({ method: z.string(), path: z.string() }),
  }),
  "csp.violated": event({
    severity: "medium",
    ocsf: HTTP_ACTIVITY,
    data: z.strictObject({ directive: z.string(), blocked: z.string(), page: z.string() }),
  }),
  "conversation.created": event({ severity: "info", ocsf: ENTITY, data: z.strictObject({ conversationId: id }) }),
  "conversation.deleted": event({
    severity: "info",
    ocsf: ENTITY,
    data: z.strictObject({ conversationId: id, messages: z.int() }),
  }),
  "reply.requested": event({
    severity: "info",
    ocsf: API_ACTIVITY,
    data: z.strictObject({
      conversationId: id,
      messageId: id,
      modelId: z.string(),
      zone: z.string(),
      characters: z.int(),
    }),
  }),
  "reply.failed": event({
    severity: "low",
    ocsf: API_ACTIVITY,
    data: z.strictObject({ messageId: id, modelId: z.string(), failure: z.string() }),
  }),
  "setting.changed": event({ severity: "medium", ocsf: ENTITY, data: z.strictObject({ key: z.string() }) }),
  "model.added": event({
    severity: "medium",
    ocsf: ENTITY,
    data: z.strictObject({ modelId: z.string(), provider: z.string(), zone: z.string() }),
  }),
  "model.changed": event({
    severity: "medium",
    ocsf: ENTITY,
    data: z.strictObject({ modelId: z.string(), enabled: z.boolean() }),
  }),
  "model.removed": event({ severity: "medium", ocsf: ENTITY, data: z.strictObject({ modelId: z.string() }) }),
  "model.tested": event({
    severity: "info",
    ocsf: API_ACTIVITY,
    data: z.strictObject({ modelId: z.string(), outcome: z.string() }),
  }),
  "server.started": event({
    severity: "info",
    ocsf: APPLICATION_LIFECYCLE,
    data: z.strictObject({ version: z.string() }),
  }),
  "server.stopped": event({ severity: "info", ocsf: APPLICATION_LIFECYCLE, data: none }),
  "setup.link-issued": event({ severity: "medium", ocsf: ACCOUNT_CHANGE, data: none }),
} as const;

export type EventName = keyof typeof eventCatalog;
export type EventData<N extends EventName> = z.infer<(typeof eventCatalog)[N]["data"]>;
export const eventNames = Object.keys(eventCatalog) as EventName[];
