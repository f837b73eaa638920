import { z } from "zod";
import { messageCharacters } from "#lib/limits/table.ts";

/** What a stored message consists of; the JSON that is sealed. */
export type MessagePart =
  | { type: "text"; text: string }
  | { type: "reasoning"; text: string }
  | { type: "source"; id: string; title: string; href: string; quote: string };

export type MessageState = "streaming" | "complete" | "stopped" | "interrupted" | "failed";

/** A message as pages show it. `siblings` are the ids of all branches at this place, oldest first, itself included. */
export type ShownMessage = {
  id: string;
  parentId: string | null;
  author: "person" | "model";
  parts: MessagePart[];
  state: MessageState;
  failure: string | null;
  modelId: string | null;
  createdAt: string;
  siblings: string[];
};

/** A stretch of the branch that ends in the conversation's leaf, oldest first; `earlier` tells whether more precede it. */
export type MessageWindow = { messages: ShownMessage[]; earlier: boolean };

export type ConversationLine = { id: string; title: string; pinned: boolean; archived: boolean; activeAt: string };

/**
 * A page of the side bar; `next` is where the next one begins, null when none follows. The further down a list, the
 * smaller: as texts, of two the smaller one is the later page.
 */
export type ConversationPage = { lines: ConversationLine[]; next: string | null };

const text = z
  .string()
  .max(messageCharacters.max)
  .refine((value) => value.trim().length >= messageCharacters.min);
const modelId = z.string().min(1).max(100);
/** Documents of one's own to attach; ids that are not are passed over. */
const documentIds = z.array(z.uuid()).max(100).optional();
/** Whether the whole library grounds the replies; left out, it stays as it is. */
const library = z.boolean().optional();

/** A message to a model, or another answer to a message that stands already. */
export const RequestReply = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("send"),
    conversationId: z.uuid().nullable(),
    parentId: z.uuid().nullable(),
    text,
    modelId,
    documentIds,
    library,
  }),
  z.strictObject({ kind: z.literal("again"), conversationId: z.uuid(), messageId: z.uuid(), modelId }),
]);
export type RequestReply = z.infer<typeof RequestReply>;

export const OneConversation = z.strictObject({ conversationId: z.uuid() });
export type OneConversation = z.infer<typeof OneConversation>;

export const ReadMessages = z.strictObject({ conversationId: z.uuid(), before: z.uuid().optional() });
export type ReadMessages = z.infer<typeof ReadMessages>;

/** A place in a list of conversations: when one was active, and which it was of those active at the same moment. */
export const ConversationCursor = z
  .templateLiteral([z.iso.datetime({ precision: 3 }), "_", z.uuid()])
  .refine((cursor) => !cursor.startsWith("0000")); // a year that Postgres does not know

/** `before` is the `next` of the page one has. */
export const ListConversations = z.strictObject({ archived: z.boolean(), before: ConversationCursor.nullable() });
export type ListConversations = z.infer<typeof ListConversations>;

export const ChooseBranch = z.strictObject({ conversationId: z.uuid(), messageId: z.uuid() });
export type ChooseBranch = z.infer<typeof ChooseBranch>;

const title = z
  .string()
  .max(200)
  .transform((value) => value.trim().replace(/\s+/g, " "))
  .pipe(z.string().min(1).max(120));

/** What is changed of a conversation: at least one thing. */
export const EditConversation = z
  .strictObject({
    conversationId: z.uuid(),
    title: title.optional(),
    pinned: z.boolean().optional(),
    archived: z.boolean().optional(),
  })
  .refine((given) => [given.title, given.pinned, given.archived].some((each) => each !== undefined));
export type EditConversation = z.infer<typeof EditConversation>;

/**
 * A message as a program sends it: without a conversation it begins one; without a parent it goes on where the
 * conversation ended; without a model it asks the conversation's, else the instance's.
 */
export const SendMessage = z.strictObject({
  conversationId: z.uuid().optional(),
  parentId: z.uuid().nullable().optional(),
  text,
  modelId: modelId.optional(),
  documentIds: documentIds.describe("Documents of yours to attach; replies are grounded in them from now on."),
  library: library.describe("Whether replies are grounded in your whole library; left out, it stays as it is."),
  stream: z.boolean().default(false),
});
export type SendMessage = z.infer<typeof SendMessage>;

const day = z.iso.date();
/** Days in UTC, both included; without them the last thirty. */
export const ReadUsage = z
  .strictObject({ from: day.optional(), to: day.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to);
export type ReadUsage = z.infer<typeof ReadUsage>;
