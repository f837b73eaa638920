import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CpuProfile } from "./summary.ts";

/** Microseconds between two samples: fine enough for what takes a tenth of a millisecond a thousand times. */
const SAMPLE_EVERY = 500;

/** Takes CPU profiles of a running process through its inspector, of just the time that is asked about. */
export class Profiler {
  readonly #socket: WebSocket;
  readonly #folder: string;
  readonly #waiting = new Map<number, (answer: { result?: unknown; error?: { message: string } }) => void>();
  #count = 0;
  readonly taken: { name: string; file: string; profile: CpuProfile }[] = [];

  private constructor(socket: WebSocket, folder: string) {
    this.#socket = socket;
    this.#folder = folder;
    socket.addEventListener("message", ({ data }) => {
      const answer = JSON.parse(String(data));
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  /** `folder`: where the profiles are kept, for a viewer. */
  static async attach(inspector: string, folder: string): Promise<Profiler> {
    const socket = new WebSocket(inspector);
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", () => reject(new Error("The inspector could not be reached.")));
    });
    mkdirSync(folder, { recursive: true });
    const profiler = new Profiler(socket, folder);
    await profiler.#send("Profiler.enable");
    await profiler.#send("Profiler.setSamplingInterval", { interval: SAMPLE_EVERY });
    return profiler;
  }

  async start(): Promise<void> {
    await this.#send("Profiler.start");
  }

  async stop(name: string): Promise<void> {
    const { profile } = (await this.#send("Profiler.stop")) as { profile: CpuProfile };
    const file = join(this.#folder, `${name.replaceAll(" ", "-")}.cpuprofile`);
    writeFileSync(file, JSON.stringify(profile));
    this.taken.push({ name, file, profile });
  }

  close(): void {
    this.#socket.close();
  }

  #send(method: string, params: object = {}): Promise<unknown> {
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) =>
        error === undefined ? resolve(result) : reject(new Error(error.message)),
      );
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}
