import { createHash } from "node:crypto";
import { createClient } from "redis";
import type { RedisCommands } from "./store.ts";

/** A connection that owes an answer and has been silent this long is given up: its host may be gone without a goodbye. */
const SILENT_MS = 5000;

/**
 * Any Redis over TCP, for `@upstash/ratelimit`. Reconnects by itself, for ever; a command that finds no connection is
 * refused at once with the reason. `connected` settles with the first connection.
 */
export function connectOverTcp(url: string): { commands: RedisCommands; connected: Promise<void> } {
  let lastError: Error | null = null;
  let unanswered = 0;
  let silentSince = 0;

  function open() {
    const client = createClient({
      url,
      RESP: 2,
      disableOfflineQueue: true,
      commandsQueueMaxLength: 10_000,
      disableClientInfo: true,
      maintNotifications: "disabled",
      socket: {
        connectTimeout: 2000,
        reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 1000) + Math.floor(Math.random() * 100),
      },
    });
    client.on("error", (error: Error) => {
      lastError = error;
    });
    client.on("ready", () => {
      lastError = null;
    });
    const connected = client.connect().then(() => {});
    connected.catch(() => {}); // told through the commands
    return { client, connected };
  }

  let { client, connected } = open();

  async function send(command: string[]): Promise<unknown> {
    const now = performance.now();
    if (unanswered === 0) silentSince = now;
    else if (now - silentSince > SILENT_MS) {
      client.destroy();
      ({ client, connected } = open());
      silentSince = now;
    }
    unanswered += 1;
    try {
      return await client.sendCommand(command);
    } catch (error) {
      throw client.isReady ? error : (lastError ?? error);
    } finally {
      unanswered -= 1;
      silentSince = performance.now();
    }
  }

  // The library's scripts begin with a line that only Upstash understands; without it their digest is another.
  const digests = new Map<string, string>();
  const evaluation = (name: string, script: string, keys: string[], args: unknown[]) =>
    send([name, script, String(keys.length), ...keys, ...args.map(String)]);

  return {
    connected,
    commands: {
      evalsha: async (digest, keys, args) => {
        const known = digests.get(digest);
        if (known === undefined) throw new Error("NOSCRIPT not seen by this connection yet");
        return evaluation("EVALSHA", known, keys, args);
      },
      eval: async (script, keys, args) => {
        const portable = script.replace(/^#!lua flags=allow-key-locking\n/, "");
        digests.set(sha1(script), sha1(portable));
        return evaluation("EVAL", portable, keys, args);
      },
      ping: async () => void (await send(["PING"])),
      close: async () => {
        if (client.isOpen) client.destroy();
      },
    },
  };
}

/** Redis names its scripts by this digest; nothing here rests on its strength. */
function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
