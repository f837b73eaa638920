import { lookup } from "node:dns";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { processState } from "#lib/platform/process-state.ts";
import { isRefusedAddress } from "./refused-addresses.ts";
import { UpstreamError } from "./upstream-error.ts";

export type UpstreamRequest = {
  url: URL;
  headers: Readonly<Record<string, string>>;
  /** JSON, sent as POST. */
  body: string;
  signal: AbortSignal;
  connectMs: number;
};

/** A kept-alive connection may have been closed by the other side just when it was taken; that many are tried. */
const STALE_CONNECTIONS = 3;
const IDLE_CONNECTIONS = 128;

/**
 * POSTs to an address that an administrator set and answers as soon as status and headers are there; the body is not
 * decompressed and not yet read. Redirects are answers like any other: nothing is followed. The address is checked at the
 * moment of connecting, so that a name cannot resolve to one thing for a check and to another for the connection.
 *
 * On Node's own HTTP client rather than `fetch`: it takes a lookup, and a stream costs it less than half the CPU.
 * Throws {@link UpstreamError}.
 */
export async function openUpstream(request: UpstreamRequest): Promise<IncomingMessage> {
  const { url } = request;
  if ((url.protocol !== "http:" && url.protocol !== "https:") || url.username !== "" || url.password !== "") {
    throw new UpstreamError("unreachable");
  }
  // A numeric host never passes through the lookup. The URL parser has already turned 0x7f.1 and the like into dots.
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && isRefusedAddress(host)) throw new UpstreamError("unreachable");
  for (let attempt = 1; ; attempt += 1) {
    const sent = await send(request);
    if (sent !== "stale") return sent;
    if (attempt === STALE_CONNECTIONS) throw new UpstreamError("unreachable");
  }
}

function send({ url, headers, body, signal, connectMs }: UpstreamRequest): Promise<IncomingMessage | "stale"> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === "https:";
    const request = (secure ? https : http).request(url, {
      method: "POST",
      agent: secure ? agents().https : agents().http,
      headers: { "content-type": "application/json", "accept-encoding": "identity", ...headers },
    });
    // Not the `signal` option: its error reaches a connection that has just been handed back, where nobody listens.
    const abort = () => request.destroy();
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    request.once("close", () => signal.removeEventListener("abort", abort));
    request.on("socket", (socket) => {
      if (!socket.connecting) return;
      const timer = setTimeout(() => request.destroy(new UpstreamError("unreachable")), connectMs);
      const stop = () => clearTimeout(timer);
      socket.once("connect", stop);
      request.once("close", stop);
    });
    request.on("response", resolve);
    // After the response this is heard again when the connection breaks; the promise is settled then.
    request.on("error", (error: NodeJS.ErrnoException) => {
      if (request.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE")) resolve("stale");
      else if (error instanceof UpstreamError) reject(error);
      // The parser of Node refused what came: something answers, but not a model's server.
      else if (error.code?.startsWith("HPE_")) reject(new UpstreamError("broken-stream"));
      else reject(new UpstreamError("unreachable"));
    });
    request.end(body);
  });
}

/** Resolves a name and keeps only addresses that may be connected to. */
export const safeLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, "");
    const allowed = addresses.filter(({ address }) => !isRefusedAddress(address));
    const [first] = allowed;
    if (first === undefined) return callback(new UpstreamError("unreachable"), "");
    if (options.all === true) return callback(null, allowed);
    callback(null, first.address, first.family);
  });
};

function agents(): { http: http.Agent; https: https.Agent } {
  return processState("models.agents", () => {
    const options = {
      keepAlive: true,
      maxFreeSockets: IDLE_CONNECTIONS,
      scheduling: "lifo",
      lookup: safeLookup,
    } as const;
    return { http: new http.Agent(options), https: new https.Agent(options) };
  });
}
