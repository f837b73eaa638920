/** Where to go after signing in: a path of this site, or the chat. Never another host, however it is spelled. */
export function safeBack(next: unknown): string {
  if (typeof next !== "string" || next.length > 500) return "/chat";
  // `//host`, `/\host` and control characters are how a path turns into another site.
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return "/chat";
  return next.startsWith("/api/") || next.startsWith("/sign-") ? "/chat" : next;
}
