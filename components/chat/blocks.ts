import type { ShownMessage } from "#lib/chat/schema.ts";

/** A message in the list. `key` stays when the server's id replaces the one it was shown under while it was sent. */
export type ListedMessage = ShownMessage & { key: string };

/** Neighbouring messages that are drawn, measured and put away together. */
export type Block = { key: string; messages: readonly ListedMessage[] };

/** Small enough to draw in a frame, large enough that 2,000 messages are 200 blocks to watch. */
const MOST = 10;

/**
 * Cuts the messages into blocks. Edges of the `old` blocks stay where they are, and a block in which nothing changed is
 * the same object as before, so that it is not drawn again.
 */
export function blocksOf(messages: readonly ListedMessage[], old: readonly Block[]): readonly Block[] {
  const known = new Map(old.map((block) => [block.key, block]));
  const blocks: ListedMessage[][] = [];
  for (const message of messages) {
    const last = blocks.at(-1);
    if (last === undefined || last.length >= MOST || known.has(message.key)) blocks.push([message]);
    else last.push(message);
  }
  return blocks.map((members) => {
    const key = members[0]?.key ?? "";
    const before = known.get(key);
    const same =
      before?.messages.length === members.length && members.every((member, at) => member === before.messages[at]);
    return before !== undefined && same ? before : { key, messages: members };
  });
}
