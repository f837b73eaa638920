import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { ClamdServer } from "#tests/support/clamd.ts";

export type ClamdGate = {
  /** As `CLAMD_URL` names it. */
  url: string;
  /** What is answered when somebody asks which signatures there are; null leaves that to clamd. */
  version: string | null;
  /** Keeps the verdict about a file back whose bytes hold these words; null lets all go. */
  hold: string | null;
  /** How many verdicts are kept back at this moment. */
  held(): number;
  /** Called once when so many bytes of one file have passed. */
  after: { bytes: number; work: () => Promise<void> } | null;
  /** Files that were handed over so far. */
  scans: number;
  close(): Promise<void>;
};

/** Stands before a real clamd and passes everything on, so that a test can say when it answers and what it is called. */
export async function startClamdGate(clamd: Pick<ClamdServer, "address">): Promise<ClamdGate> {
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let held: string | null = null;
  const server = createServer((client) => void pass(client).catch(() => client.destroy()));
  const keep = (socket: Socket) => {
    sockets.add(socket);
    return socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  };

  async function pass(client: Socket): Promise<void> {
    keep(client);
    const [first] = (await once(client, "data")) as [Buffer];
    if (first.toString("latin1").startsWith("zVERSION") && gate.version !== null)
      return void client.end(`${gate.version}\0`);
    if (first.toString("latin1").startsWith("zINSTREAM")) gate.scans += 1;
    const upstream = keep("path" in clamd.address ? connect(clamd.address) : connect(clamd.address));
    client.on("close", () => upstream.destroy());
    let passed = Buffer.alloc(0);
    const onward = async (bytes: Buffer) => {
      client.pause();
      passed = Buffer.concat([passed, bytes]);
      if (gate.after !== null && passed.length > gate.after.bytes) {
        const { work } = gate.after;
        gate.after = null;
        await work();
      }
      if (!upstream.write(bytes)) await Promise.race([once(upstream, "drain"), once(upstream, "close")]);
      client.resume();
    };
    let answer = Buffer.alloc(0);
    upstream.on("data", (bytes: Buffer) => {
      answer = Buffer.concat([answer, bytes]);
    });
    // clamd hangs up after its answer, and without one when it dies.
    upstream.on("close", () => {
      const end = () => (answer.length === 0 ? client.destroy() : client.end(answer));
      if (answer.length === 0 || held === null || !passed.includes(held)) return void end();
      const go = () => {
        waiting.delete(go);
        end();
      };
      waiting.add(go);
      client.on("close", () => waiting.delete(go));
    });
    client.on("data", (bytes: Buffer) => void onward(bytes).catch(() => client.destroy()));
    await onward(first);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const gate: ClamdGate = {
    url: `tcp://127.0.0.1:${address.port}`,
    version: null,
    get hold() {
      return held;
    },
    set hold(words) {
      held = words;
      if (words === null) for (const go of waiting) go();
    },
    held: () => waiting.size,
    after: null,
    scans: 0,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return gate;
}
