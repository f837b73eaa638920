import { and, asc, desc, eq, getTableColumns, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { conversations, messages } from "#db/schema/chat.ts";
import { conversationDocuments, documents } from "#db/schema/documents.ts";
import type { Box } from "#lib/crypto/box.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { mostPinned } from "#lib/limits/table.ts";
import type { ConversationPage, MessagePart, MessageWindow, ShownMessage } from "./schema.ts";

export type Conversation = typeof conversations.$inferSelect;
type MessageRow = typeof messages.$inferSelect;

/** Messages that one page holds. */
const WINDOW = 40;
/** Conversations that one page of the side bar holds, beside the pinned ones. */
const LINES = 100;

export async function findConversation(db: Db, id: string): Promise<Conversation | null> {
  const [row] = await db.select().from(conversations).where(eq(conversations.id, id));
  return row ?? null;
}

/** The same, and whether documents ground its replies: all that must be known of it before one. */
export async function findConversationToAnswer(
  db: Db,
  id: string,
): Promise<(Conversation & { hasDocuments: boolean }) | null> {
  const attached = sql<boolean>`exists (select 1 from ${conversationDocuments} where ${conversationDocuments.conversationId} = ${id})`;
  const [row] = await db
    .select({ ...getTableColumns(conversations), hasDocuments: attached })
    .from(conversations)
    .where(eq(conversations.id, id));
  return row ?? null;
}

/** The labels of those of these documents that are the owner's. */
export function listLabels(db: Db, of: { ownerId: string; documentIds: readonly string[] }) {
  return db
    .select({ id: documents.id, label: documents.label })
    .from(documents)
    .where(and(inArray(documents.id, [...of.documentIds]), eq(documents.ownerId, of.ownerId)));
}

/** What may ground a reply: the owner's documents in a conversation, or with null all of them. Names are sealed. */
export function listGrounds(db: Db, of: { ownerId: string; conversationId: string | null }) {
  const { id, name, state, label } = getTableColumns(documents);
  const mine = eq(documents.ownerId, of.ownerId);
  if (of.conversationId === null)
    return db.select({ id, name, state, label }).from(documents).where(mine).orderBy(asc(documents.createdAt));
  return db
    .select({ id, name, state, label })
    .from(conversationDocuments)
    .innerJoin(documents, eq(documents.id, conversationDocuments.documentId))
    .where(and(eq(conversationDocuments.conversationId, of.conversationId), mine))
    .orderBy(asc(conversationDocuments.addedAt), asc(documents.id));
}

/** One's own conversation with its title opened, or null. Takes the owner too, so a missed policy check still reads nothing. */
export async function readConversation(db: Db, scope: { conversationId: string; ownerId: string }) {
  const [row] = await db
    .select()
    .from(conversations)
    .where(and(eq(conversations.id, scope.conversationId), eq(conversations.ownerId, scope.ownerId)));
  if (row === undefined) return null;
  const box = await accountBox(db, scope.ownerId);
  return { ...row, title: box.open("conversations.title", row.id, row.title) };
}

/** A page of the side bar: pinned first, all of them on the first page; then the latest. `before` is the `next` of the page one has. */
export async function listConversations(
  db: Db,
  ownerId: string,
  page: { archived?: boolean; before?: string | null } = {},
): Promise<ConversationPage> {
  const { archived = false, before = null } = page;
  const most = before === null ? mostPinned + LINES : LINES;
  const rows = await db
    .select({
      id: conversations.id,
      title: conversations.title,
      pinnedAt: conversations.pinnedAt,
      archivedAt: conversations.archivedAt,
      activeAt: conversations.activeAt,
    })
    .from(conversations)
    .where(
      and(
        eq(conversations.ownerId, ownerId),
        archived ? isNotNull(conversations.archivedAt) : isNull(conversations.archivedAt),
        before === null ? undefined : and(isNull(conversations.pinnedAt), isAfter(before)),
      ),
    )
    .orderBy(sql`${conversations.pinnedAt} desc nulls last`, desc(conversations.activeAt), desc(conversations.id))
    .limit(most + 1);
  const box = await accountBox(db, ownerId);
  const lines = rows.slice(0, most).map((row) => ({
    id: row.id,
    title: box.open("conversations.title", row.id, row.title),
    pinned: row.pinnedAt !== null,
    archived: row.archivedAt !== null,
    activeAt: row.activeAt.toISOString(),
  }));
  const last = lines.at(-1);
  return { lines, next: last !== undefined && rows.length > most ? `${last.activeAt}_${last.id}` : null };
}

/** Further down the list. Both parts of the cursor count: many may have been active at the same moment. */
function isAfter(cursor: string) {
  const [activeAt, id] = cursor.split("_");
  return sql`(${conversations.activeAt}, ${conversations.id}) < (${activeAt}::timestamptz, ${id}::uuid)`;
}

/**
 * The branch that ends in `from`, walked towards the root: at most `most` messages, oldest first. With `before`, it
 * starts at that message's parent.
 */
async function walkUp(
  db: Db,
  conversationId: string,
  start: { from: string } | { before: string },
  most: number,
): Promise<MessageRow[]> {
  const first =
    "from" in start
      ? sql`m.id = ${start.from}`
      : sql`m.id = (select parent_id from messages where id = ${start.before} and conversation_id = ${conversationId})`;
  const found = await db.execute<{ id: string; depth: number }>(sql`
    with recursive branch as (
      select m.id, m.parent_id, 1 as depth from messages m where ${first} and m.conversation_id = ${conversationId}
      union all
      select m.id, m.parent_id, b.depth + 1 from messages m join branch b on m.id = b.parent_id where b.depth < ${most}
    ) select id, depth from branch order by depth desc`);
  if (found.length === 0) return [];
  const ids = found.map((row) => row.id);
  const rows = await db
    .select()
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), inArray(messages.id, ids)));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** A window of the shown branch: its end, or what precedes `before`, at most `most` messages. Null when the conversation is not the owner's. */
export async function listMessages(
  db: Db,
  scope: { conversationId: string; ownerId: string; before?: string | undefined },
  most = WINDOW,
): Promise<MessageWindow | null> {
  const [conversation] = await db
    .select({ leafId: conversations.leafId })
    .from(conversations)
    .where(and(eq(conversations.id, scope.conversationId), eq(conversations.ownerId, scope.ownerId)));
  if (conversation === undefined) return null;
  const start =
    scope.before !== undefined
      ? { before: scope.before }
      : conversation.leafId !== null
        ? { from: conversation.leafId }
        : null;
  if (start === null) return { messages: [], earlier: false };
  const rows = await walkUp(db, scope.conversationId, start, most);
  const siblings = await siblingsOf(db, scope.conversationId, rows);
  const box = await accountBox(db, scope.ownerId);
  return {
    messages: rows.map((row) => shown(box, row, siblings.get(row.parentId) ?? [row.id])),
    earlier: rows[0]?.parentId != null,
  };
}

/** Ids of all children, by parent, of the parents of these messages; in order of creation, as UUIDv7 sorts. */
async function siblingsOf(db: Db, conversationId: string, rows: MessageRow[]): Promise<Map<string | null, string[]>> {
  const parents = rows.flatMap((row) => row.parentId ?? []);
  const root = rows.some((row) => row.parentId === null) ? isNull(messages.parentId) : undefined;
  if (parents.length === 0 && root === undefined) return new Map();
  const all = await db
    .select({ id: messages.id, parentId: messages.parentId })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        or(parents.length > 0 ? inArray(messages.parentId, parents) : undefined, root),
      ),
    )
    .orderBy(messages.id);
  const byParent = new Map<string | null, string[]>();
  for (const { id, parentId } of all) byParent.set(parentId, [...(byParent.get(parentId) ?? []), id]);
  return byParent;
}

function shown(box: Box, row: MessageRow, siblings: string[]): ShownMessage {
  return {
    id: row.id,
    parentId: row.parentId,
    author: row.author,
    parts: openParts(box, row),
    state: row.state,
    failure: row.failure,
    modelId: row.modelId,
    createdAt: row.createdAt.toISOString(),
    siblings,
  };
}

export function openParts(box: Box, row: { id: string; parts: Buffer }): MessagePart[] {
  return JSON.parse(box.open("messages.parts", row.id, row.parts)) as MessagePart[];
}

/** What a model is told of the conversation so far: the branch up to `messageId`, oldest first. */
export async function readBranch(
  db: Db,
  scope: { conversationId: string; ownerId: string; messageId: string },
  most: number,
) {
  const rows = await walkUp(db, scope.conversationId, { from: scope.messageId }, most);
  const box = await accountBox(db, scope.ownerId);
  return rows.map((row) => ({ author: row.author, parts: openParts(box, row) }));
}

export async function findMessage(
  db: Db,
  scope: { conversationId: string; messageId: string },
): Promise<MessageRow | null> {
  const [row] = await db
    .select()
    .from(messages)
    .where(and(eq(messages.id, scope.messageId), eq(messages.conversationId, scope.conversationId)));
  return row ?? null;
}

/** The newest leaf below a message: where a branch one switches to ends. */
export async function findLeaf(db: Db, conversationId: string, messageId: string): Promise<string | null> {
  const [leaf] = await db.execute<{ id: string }>(sql`
    with recursive below as (
      select id from messages where id = ${messageId} and conversation_id = ${conversationId}
      union all
      select m.id from messages m join below b on m.parent_id = b.id where m.conversation_id = ${conversationId}
    ) select b.id from below b where not exists (select 1 from messages m where m.parent_id = b.id) order by b.id desc limit 1`);
  return leaf?.id ?? null;
}

/** The reply that is being written in this conversation, the latest if there are several. */
export async function findStreamingReply(
  db: Db,
  scope: { conversationId: string; ownerId: string },
): Promise<MessageRow | null> {
  const [row] = await db
    .select({ message: messages })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(
      and(
        eq(messages.conversationId, scope.conversationId),
        eq(conversations.ownerId, scope.ownerId),
        eq(messages.state, "streaming"),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(1);
  return row?.message ?? null;
}
