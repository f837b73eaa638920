/** What one tab tells the others of the same account. Never content: whoever hears it reads again. */
export type TabMessage = { type: "changed"; conversationId: string } | { type: "signed-out" };

/** The other tabs of this account in this browser. `post` and `close` do nothing where the browser has no such channel. */
export function openTabs(accountId: string, onMessage: (message: TabMessage) => void) {
  if (typeof BroadcastChannel === "undefined") return { post: (_: TabMessage) => {}, close: () => {} };
  const channel = new BroadcastChannel(`convosphere.${accountId}`);
  channel.onmessage = (event: MessageEvent<TabMessage>) => onMessage(event.data);
  return { post: (message: TabMessage) => channel.postMessage(message), close: () => channel.close() };
}
