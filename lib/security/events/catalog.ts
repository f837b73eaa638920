import { z } from "zod";
import { linkPurposes, signInMethods } from "#db/schema/sessions.ts";
import { Label } from "#lib/access/labels.ts";
import { Role } from "#lib/access/schema.ts";
import { refusals as fileRefusals, kinds } from "#lib/documents/schema.ts";

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

// Classes of files, as the same schema names them.
const MALWARE = 2004; // Detection Finding
const DATASTORE = 6005; // Datastore Activity

const none = z.strictObject({});
const id = z.uuid();
const owned = { documentId: id, ownerId: id };
const factor = z.enum(["totp", "passkey", "recovery-codes", "oidc"]);
const refusals = z.enum([
  "wrong-credentials",
  "suspended",
  "throttled",
  "wrong-factor",
  "step-used",
  "step-expired",
  "reset-required",
]);

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
    data: z.strictObject({
      accountId: id,
      role: Role,
      by: z.enum(["setup", "invitation", "sign-up", "operator", "oidc", "import"]),
    }),
  }),
  "account.invited": event({ severity: "low", ocsf: ACCOUNT_CHANGE, data: z.strictObject({ linkId: id, role: Role }) }),
  "account.invitation-withdrawn": event({
    severity: "low",
    ocsf: ACCOUNT_CHANGE,
    data: z.strictObject({ linkId: id, role: Role }),
  }),
  "account.password-changed": event({
    severity: "low",
    ocsf: ACCOUNT_CHANGE,
    data: z.strictObject({ accountId: id, by: z.enum(["owner", "operator", "reset", "required"]) }),
  }),
  "account.password-refused": event({ severity: "low", ocsf: AUTHENTICATION, data: z.strictObject({ accountId: id }) }),
  "account.suspended": event({ severity: "medium", ocsf: ACCOUNT_CHANGE, data: z.strictObject({ accountId: id }) }),
  "account.restored": event({ severity: "medium", ocsf: ACCOUNT_CHANGE, data: z.strictObject({ accountId: id }) }),
  "session.started": event({
    severity: "info",
    ocsf: AUTHENTICATION,
    data: z.strictObject({
      accountId: id,
      sessionId: id,
      method: z.enum(signInMethods),
      secondFactor: z.enum(["totp", "passkey", "recovery-code"]).nullable(),
      newDevice: z.boolean(),
    }),
  }),
  "session.refused": event({
    severity: "low",
    ocsf: AUTHENTICATION,
    data: z.strictObject({ accountId: id.nullable(), reason: refusals }),
  }),
  "session.ended": event({
    severity: "info",
    ocsf: AUTHENTICATION,
    data: z.strictObject({
      accountId: id,
      count: z.int(),
      reason: z.enum([
        "signed-out",
        "password-changed",
        "factor-changed",
        "role-changed",
        "suspended",
        "too-many",
        "ended-by-owner",
        "ended-by-administrator",
        "reported-by-owner",
        "token-reused",
        "jumped",
        "operator",
      ]),
    }),
  }),
  "session.invalid": event({
    severity: "low",
    ocsf: AUTHENTICATION,
    data: z.strictObject({
      reason: z.enum(["unreadable-token", "unknown", "ended", "idle", "expired", "suspended", "jumped", "reused"]),
    }),
  }),
  "session.refreshed": event({
    severity: "info",
    ocsf: AUTHENTICATION,
    data: z.strictObject({ accountId: id, sessionId: id }),
  }),
  "session.token-reused": event({
    severity: "high",
    ocsf: AUTHENTICATION,
    data: z.strictObject({ accountId: id, sessionId: id }),
  }),
  "session.jumped": event({
    severity: "high",
    ocsf: AUTHENTICATION,
    data: z.strictObject({ accountId: id, sessionId: id }),
  }),
  "session.reported": event({
    severity: "high",
    ocsf: AUTHENTICATION,
    data: z.strictObject({ accountId: id, sessionId: id.nullable() }),
  }),
  "sign-in.throttled": event({
    severity: "medium",
    ocsf: AUTHENTICATION,
    data: z.strictObject({ accountId: id.nullable(), what: z.enum(["password", "code"]) }),
  }),
  "factor.added": event({ severity: "medium", ocsf: ACCOUNT_CHANGE, data: z.strictObject({ accountId: id, factor }) }),
  "factor.removed": event({
    severity: "medium",
    ocsf: ACCOUNT_CHANGE,
    data: z.strictObject({ accountId: id, factor, by: z.enum(["owner", "administrator", "operator", "report"]) }),
  }),
  "factor.refused": event({
    severity: "low",
    ocsf: AUTHENTICATION,
    data: z.strictObject({
      accountId: id.nullable(),
      factor,
      reason: z.enum([
        "wrong-code",
        "used-code",
        "unknown-credential",
        "wrong-origin",
        "wrong-challenge",
        "used-challenge",
        "not-verified",
        "wrong-signature",
        "counter",
        "malformed",
      ]),
    }),
  }),
  "factor.reset-requested": event({
    severity: "high",
    ocsf: ACCOUNT_CHANGE,
    data: z.strictObject({ accountId: id, resetId: id }),
  }),
  "factor.reset-decided": event({
    severity: "high",
    ocsf: ACCOUNT_CHANGE,
    data: z.strictObject({ accountId: id, resetId: id, decision: z.enum(["done", "declined"]) }),
  }),
  "oidc.refused": event({
    severity: "medium",
    ocsf: AUTHENTICATION,
    data: z.strictObject({ provider: z.string(), reason: z.string() }),
  }),
  "oidc.linked": event({
    severity: "medium",
    ocsf: ACCOUNT_CHANGE,
    data: z.strictObject({ accountId: id, provider: z.string() }),
  }),
  "account.email-verified": event({ severity: "info", ocsf: ACCOUNT_CHANGE, data: z.strictObject({ accountId: id }) }),
  "account.email-changed": event({ severity: "medium", ocsf: ACCOUNT_CHANGE, data: z.strictObject({ accountId: id }) }),
  "account.role-changed": event({
    severity: "high",
    ocsf: ACCOUNT_CHANGE,
    data: z.strictObject({ accountId: id, from: Role, to: Role, by: z.enum(["administrator", "oidc", "operator"]) }),
  }),
  "account.factor-required": event({
    severity: "medium",
    ocsf: ACCOUNT_CHANGE,
    data: z.strictObject({ accountId: id, required: z.boolean() }),
  }),
  "account.unlocked": event({ severity: "medium", ocsf: ACCOUNT_CHANGE, data: z.strictObject({ accountId: id }) }),
  "account.reset-requested": event({
    severity: "low",
    ocsf: ACCOUNT_CHANGE,
    data: z.strictObject({ accountId: id.nullable() }),
  }),
  "people.imported": event({
    severity: "medium",
    ocsf: ACCOUNT_CHANGE,
    data: z.strictObject({ invited: z.int(), changed: z.int(), skipped: z.int() }),
  }),
  "delegation.created": event({
    severity: "medium",
    ocsf: ACCESS,
    data: z.strictObject({ delegationId: id, permission: z.string(), toId: id, minutes: z.int() }),
  }),
  "delegation.ended": event({
    severity: "low",
    ocsf: ACCESS,
    data: z.strictObject({ delegationId: id, permission: z.string(), toId: id }),
  }),
  "glass.broken": event({
    severity: "high",
    ocsf: ACCESS,
    data: z.strictObject({ glassId: id, ownerId: id, minutes: z.int() }),
  }),
  "glass.closed": event({ severity: "low", ocsf: ACCESS, data: z.strictObject({ glassId: id, ownerId: id }) }),
  "glass.used": event({
    severity: "medium",
    ocsf: ACCESS,
    data: z.strictObject({ ownerId: id, conversationId: id.nullable() }),
  }),
  "token.created": event({
    severity: "medium",
    ocsf: ACCOUNT_CHANGE,
    data: z.strictObject({ tokenId: id, scopes: z.array(z.string()) }),
  }),
  "token.ended": event({ severity: "low", ocsf: ACCOUNT_CHANGE, data: z.strictObject({ tokenId: id }) }),
  "token.refused": event({
    severity: "low",
    ocsf: AUTHENTICATION,
    data: z.strictObject({ reason: z.enum(["malformed", "unknown", "ended", "expired", "suspended"]) }),
  }),
  "address.refused": event({
    severity: "medium",
    ocsf: HTTP_ACTIVITY,
    data: z.strictObject({ area: z.enum(["everything", "administration"]) }),
  }),
  "address-rule.added": event({
    severity: "medium",
    ocsf: ENTITY,
    data: z.strictObject({
      ruleId: id,
      effect: z.enum(["allow", "block"]),
      area: z.enum(["everything", "administration"]),
    }),
  }),
  "address-rule.removed": event({ severity: "medium", ocsf: ENTITY, data: z.strictObject({ ruleId: id }) }),
  "mail.failed": event({
    severity: "medium",
    ocsf: APPLICATION_LIFECYCLE,
    data: z.strictObject({ kind: z.string(), attempts: z.int() }),
  }),
  "link.refused": event({
    severity: "medium",
    ocsf: AUTHENTICATION,
    data: z.strictObject({ purpose: z.enum(linkPurposes), reason: z.enum(["unknown", "used", "expired"]) }),
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
  "conversation.labelled": event({
    severity: "low",
    ocsf: ENTITY,
    data: z.strictObject({ conversationId: id, label: Label }),
  }),
  "document.accepted": event({
    severity: "info",
    ocsf: DATASTORE,
    data: z.strictObject({ documentId: id, kind: z.enum(kinds), size: z.int() }),
  }),
  "document.refused": event({
    severity: "low",
    ocsf: DATASTORE,
    data: z.strictObject({ reason: z.enum(fileRefusals) }),
  }),
  "document.scanned": event({
    severity: "info",
    ocsf: DATASTORE,
    data: z.strictObject({ ...owned, clean: z.boolean(), version: z.string().nullable() }),
  }),
  "document.quarantined": event({
    severity: "high",
    ocsf: MALWARE,
    data: z.strictObject({ ...owned, scanner: z.enum(["clamav", "built-in"]), signature: z.string() }),
  }),
  "document.released": event({ severity: "high", ocsf: DATASTORE, data: z.strictObject(owned) }),
  "document.destroyed": event({ severity: "medium", ocsf: DATASTORE, data: z.strictObject(owned) }),
  "document.ready": event({
    severity: "info",
    ocsf: DATASTORE,
    data: z.strictObject({ ...owned, passages: z.int() }),
  }),
  "document.failed": event({
    severity: "low",
    ocsf: DATASTORE,
    data: z.strictObject({ ...owned, failure: z.string() }),
  }),
  "document.damaged": event({ severity: "high", ocsf: DATASTORE, data: z.strictObject(owned) }),
  "document.downloaded": event({ severity: "info", ocsf: DATASTORE, data: z.strictObject({ documentId: id }) }),
  "document.labelled": event({
    severity: "low",
    ocsf: DATASTORE,
    data: z.strictObject({ documentId: id, label: Label }),
  }),
  "document.deleted": event({ severity: "info", ocsf: DATASTORE, data: z.strictObject({ documentId: id }) }),
  "reply.withheld": event({
    severity: "medium",
    ocsf: API_ACTIVITY,
    data: z.strictObject({ conversationId: id, modelId: z.string(), zone: z.string(), label: Label }),
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
