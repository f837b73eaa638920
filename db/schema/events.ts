import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "../columns.ts";

/** What happened that matters to security. Written in the transaction of what it describes; never changed. */
export const securityEvents = pgTable(
  "security_events",
  {
    id: uuid("id").primaryKey(),
    /** Order of arrival within this database. */
    seq: bigint("seq", { mode: "number" }).generatedAlwaysAsIdentity().notNull(),
    name: text("name").notNull(),
    severity: text("severity", { enum: ["info", "low", "medium", "high", "critical"] }).notNull(),
    at: instant("at").notNull(),
    actorKind: text("actor_kind", { enum: ["anonymous", "person", "token", "operator", "system"] }).notNull(),
    /** The account behind the actor, or the job's name. */
    actorId: text("actor_id"),
    sessionId: uuid("session_id"),
    requestId: text("request_id").notNull(),
    /** What the event says, as its catalogue entry defines; holds nothing personal. */
    data: jsonb("data").notNull(),
    /** Address and device: JSON, sealed with the actor's key, or the system's when nobody is signed in. */
    origin: bytes("origin"),
    /** HMAC of the address, so that events of one address can be counted without reading it. */
    addressIndex: bytes("address_index"),
  },
  (t) => [
    index("security_events_seq").on(t.seq),
    index("security_events_name").on(t.name, t.seq),
    index("security_events_actor").on(t.actorId, t.seq),
    // Whom an event is about: what people see of their own account.
    index("security_events_subject").on(
      sql`coalesce(${t.data} ->> 'accountId', ${t.data} ->> 'ownerId', ${t.data} ->> 'toId')`,
      t.seq,
    ),
  ],
);
