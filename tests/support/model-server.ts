import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { behaviours, type Call } from "./model-behaviours.ts";
import { Pacer } from "./model-pace.ts";
import { anthropicMessages, chatCompletions } from "./model-wire.ts";

export type RecordedRequest = {
  method: string;
  path: string;
  headers: Record<string, string>;
  /** The client's port: the same for two requests over one connection. */
  connection: number | undefined;
  /** The parsed JSON body, null without one. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of any shape
  body: any;
};

export type ModelServer = {
  /** `http://127.0.0.1:<port>`; the base URL of a model is this with `/v1`. */
  url: string;
  /** The last requests, oldest first; empty when recording is off. */
  requests: RecordedRequest[];
  /** How many replies are being written now: shows whether a stopped reply was let go. */
  open(): number;
  /** Bytes written in all replies that have ended: shows that a client did not swallow without bound. */
  sent(): number;
  close(): Promise<void>;
};

const KEPT_REQUESTS = 1_000;

/** Splits `kind-200-5` into the behaviour and its numbers; `status-429` is a name of its own. */
function parseModel(model: string): { name: string; numbers: number[] } {
  const parts = model.split("-");
  const numbers: number[] = [];
  while (behaviours[parts.join("-")] === undefined && /^\d+$/.test(parts.at(-1) ?? "")) {
    numbers.unshift(Number(parts.pop()));
  }
  return { name: parts.join("-"), numbers };
}

/** The text of the last user turn, on either wire. */
function lastQuestion(body: RecordedRequest["body"]): string {
  const turn = body?.messages?.findLast?.((message: { role?: unknown }) => message.role === "user");
  const content = turn?.content ?? "";
  if (typeof content === "string") return content;
  return content.map((part: { text?: unknown }) => (typeof part.text === "string" ? part.text : "")).join("");
}

async function readBody(request: IncomingMessage): Promise<RecordedRequest["body"]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length === 0) return null;
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return null;
  }
}

/**
 * A model server on a free port of the loopback interface, speaking OpenAI's chat completions (`/v1/chat/completions`,
 * `/v1/models`) and Anthropic's messages (`/v1/messages`). The model id chooses what it does, kind or hostile: see
 * `behaviours`. With `record: false` it keeps nothing of the requests, for long runs.
 */
export async function startModelServer(options: { port?: number; record?: boolean } = {}): Promise<ModelServer> {
  const requests: RecordedRequest[] = [];
  const seen = new Map<string, number>();
  const pacer = new Pacer();
  let open = 0;
  let sent = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    const body = await readBody(request);
    if (options.record !== false) {
      if (requests.length >= KEPT_REQUESTS) requests.shift();
      const headers = request.headers as Record<string, string>;
      requests.push({ method: request.method ?? "", path, headers, connection: request.socket.remotePort, body });
    }
    if (request.method === "GET" && path === "/v1/models") {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ object: "list", data: Object.keys(behaviours).map((id) => ({ id, object: "model" })) }),
      );
      return;
    }
    const wires: Record<string, Call["wire"]> = {
      "/v1/chat/completions": chatCompletions,
      "/v1/messages": anthropicMessages,
    };
    const wire = wires[path];
    const model = String(body?.model ?? "");
    const { name, numbers } = parseModel(model);
    const behaviour = behaviours[name] ?? behaviours["status-404"];
    if (request.method !== "POST" || wire === undefined || behaviour === undefined) {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("not found");
      return;
    }
    const earlier = seen.get(model) ?? 0;
    seen.set(model, earlier + 1);
    open += 1;
    const { socket } = response;
    const before = socket?.bytesWritten ?? 0;
    response.on("close", () => {
      open -= 1;
      sent += (socket?.bytesWritten ?? 0) - before;
    });
    behaviour({ model, numbers, question: lastQuestion(body), earlier, wire, response, pacer });
  }

  const server: Server = createServer((request, response) => {
    request.socket.setNoDelay(true);
    response.on("error", () => {}); // a client that hangs up is what hostile behaviours provoke
    answer(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    open: () => open,
    sent: () => sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// As a process of its own: `node tests/support/model-server.ts --port 0` prints the URL on the first line.
if (import.meta.main) {
  const at = process.argv.indexOf("--port");
  const server = await startModelServer({ port: at === -1 ? 0 : Number(process.argv[at + 1]), record: false });
  console.log(server.url);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.close());
}
