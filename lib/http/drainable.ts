import type { Server, ServerResponse } from "node:http";

/** Follows the responses of a server, so that it can stop without cutting one off. Call it before the server listens. */
export function drainable(server: Server): { drain(limit: number): Promise<number> } {
  const open = new Set<ServerResponse>();
  let draining = false;
  let onEmpty = () => {};

  server.prependListener("request", (_request, response) => {
    open.add(response);
    if (draining) closeAfterwards(response);
    response.once("close", () => {
      open.delete(response);
      if (open.size === 0) onEmpty();
    });
  });

  return {
    /** No new connections; resolves when every response has ended, or after `limit` milliseconds, with how many had not. */
    async drain(limit) {
      draining = true;
      server.close(); // Idle connections end at once.
      for (const response of open) closeAfterwards(response);
      if (open.size === 0) return 0;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        onEmpty = resolve;
        timer = setTimeout(resolve, limit);
      });
      clearTimeout(timer);
      return open.size;
    },
  };
}

/** A client on a kept connection learns that this was the last answer on it. */
function closeAfterwards(response: ServerResponse): void {
  if (!response.headersSent) {
    response.setHeader("connection", "close");
    return;
  }
  const { socket } = response; // Node takes it away before "finish".
  response.once("finish", () => socket?.end());
}
