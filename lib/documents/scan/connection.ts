import { connect, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { scanLimits } from "./numbers.ts";

/** Where clamd listens. */
export type ClamdAddress = { host: string; port: number } | { path: string };

/** clamd could not be asked, or broke off, or talked in a way that it never does. */
export class ScannerFailed extends Error {
  readonly reason: "no-connection" | "too-slow" | "broken-off" | "unknown-answer";
  constructor(reason: ScannerFailed["reason"]) {
    super(reason);
    this.name = "ScannerFailed";
    this.reason = reason;
  }
}

/** One question to clamd and its answer, over a connection of their own. Every wait is bounded. */
export class ClamdConnection {
  readonly #socket: Socket;
  readonly #answer: Promise<string>;
  #answered = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#answer = readAnswer(socket).finally(() => {
      this.#answered = true;
    });
    this.#answer.catch(() => {}); // read when somebody waits for it
  }

  static async open(address: ClamdAddress, signal?: AbortSignal): Promise<ClamdConnection> {
    const socket = connect(address);
    const abort = () => socket.destroy();
    signal?.addEventListener("abort", abort, { once: true });
    socket.once("close", () => signal?.removeEventListener("abort", abort));
    if (signal?.aborted) socket.destroy();
    const opened = new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("close", () => reject(new ScannerFailed("no-connection")));
      socket.on("error", () => {}); // "close" follows
    });
    try {
      await within(scanLimits.stepMs, opened);
    } catch (error) {
      socket.destroy();
      throw error;
    }
    return new ClamdConnection(socket);
  }

  /** Whether clamd said something already; whatever else is sent, it will not read. */
  get answered(): boolean {
    return this.#answered;
  }

  /** Waits until the bytes left, or clamd answered, so that a slow clamd holds up the reading of the file. */
  async write(bytes: Uint8Array): Promise<void> {
    // Writing to a closed connection fails, and what clamd said before it closed is lost with it: hear it first.
    await setImmediate();
    if (this.#answered) return;
    const written = new Promise<void>((resolve, reject) => {
      this.#socket.write(bytes, (error) => (error ? reject(new ScannerFailed("broken-off")) : resolve()));
    });
    // An answer in the middle ("size limit exceeded") comes with the end of the connection, which fails the writing.
    const answered = this.#answer.then(() => {});
    await within(scanLimits.stepMs, Promise.race([written.catch(() => answered), answered]));
  }

  /** The answer, without the NUL at its end. */
  answer(milliseconds: number): Promise<string> {
    return within(milliseconds, this.#answer);
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Up to the NUL that ends an answer. */
function readAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      text = Buffer.concat([text, chunk]);
      const end = text.indexOf(0);
      if (end >= 0) resolve(text.toString("utf8", 0, end));
      else if (text.length > scanLimits.answerBytes) {
        reject(new ScannerFailed("unknown-answer"));
        socket.destroy();
      }
    });
    socket.once("close", () => reject(new ScannerFailed("broken-off")));
  });
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ScannerFailed("too-slow")), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
