import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eicarText } from "#lib/documents/inspect/eicar.ts";
import { ping } from "#lib/documents/scan/clamd.ts";

export type ClamdServer = {
  /** As `CLAMD_URL` names it. */
  url: string;
  address: { path: string } | { host: string; port: number };
  /** Kills it on the spot. */
  stop(): Promise<void>;
  /** It keeps its connections and answers nothing. */
  pause(): void;
  resume(): void;
};

/** What our own signature looks for. The database holds it in hexadecimal, so that it does not find itself. */
export const ourMalware = "convosphere test signature, harmless";

/**
 * A real clamd with two signatures of our own and no others, on a socket in a folder of its own or on `port`. It is up
 * when this resolves, within half a minute.
 */
export async function startClamd(options: { port?: number; streamMaxLength?: string } = {}): Promise<ClamdServer> {
  const folder = mkdtempSync(join(tmpdir(), "convosphere-clamd-"));
  const hexadecimal = (text: string) => Buffer.from(text).toString("hex");
  // Name, any type of file, offset, bytes.
  const signatures = [`ConvoSphere.Test:0:*:${hexadecimal(ourMalware)}`, `Eicar.Test:0:0:${hexadecimal(eicarText())}`];
  writeFileSync(join(folder, "test.ndb"), `${signatures.join("\n")}\n`);
  const address =
    options.port === undefined ? { path: join(folder, "socket") } : { host: "127.0.0.1", port: options.port };
  const listen =
    "path" in address ? `LocalSocket ${address.path}` : `TCPSocket ${address.port}\nTCPAddr ${address.host}`;
  const settings = [
    listen,
    `DatabaseDirectory ${folder}`,
    `TemporaryDirectory ${folder}`,
    "Foreground yes",
    "MaxThreads 10",
    `StreamMaxLength ${options.streamMaxLength ?? "25M"}`,
    "OfficialDatabaseOnly no",
    "User root",
  ].filter((line) => process.getuid?.() === 0 || !line.startsWith("User"));
  const config = join(folder, "clamd.conf");
  writeFileSync(config, `${settings.join("\n")}\n`);
  const clamd = spawn(program(), [`--config-file=${config}`], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [clamd.stdout, clamd.stderr]) stream.on("data", (chunk) => (said += chunk));
  const stop = async () => {
    if (clamd.exitCode === null && clamd.signalCode === null && clamd.pid !== undefined) {
      clamd.kill("SIGKILL");
      await once(clamd, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(clamd, address);
  } catch (error) {
    await stop();
    throw new Error(`clamd did not start: ${said.slice(-1000)}`, { cause: error });
  }
  const url = "path" in address ? `unix:${address.path}` : `tcp://${address.host}:${address.port}`;
  return { url, address, stop, pause: () => void clamd.kill("SIGSTOP"), resume: () => void clamd.kill("SIGCONT") };
}

function program(): string {
  const places = [process.env.CLAMD_PATH, "/usr/sbin/clamd", "/usr/local/sbin/clamd"];
  return places.find((place) => place !== undefined && existsSync(place)) ?? "clamd";
}

async function ready(clamd: ChildProcess, address: ClamdServer["address"]): Promise<void> {
  const ended = new Promise<never>((_, reject) => {
    clamd.once("error", () => reject(new Error("clamd is not installed (Debian: apt-get install clamav-daemon)")));
    clamd.once("exit", (code) => reject(new Error(`clamd ended with ${code}`)));
  });
  ended.catch(() => {});
  for (let left = 300; ; left--) {
    try {
      return await Promise.race([ping(address), ended]);
    } catch (error) {
      if (left === 0 || clamd.exitCode !== null || clamd.pid === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Something that listens where clamd should, and does what `talk` says with each connection. */
export async function startTalker(talk: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    talk(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    address: { host: "127.0.0.1", port: address.port },
    sockets,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

export async function freePort(): Promise<number> {
  const probe = await startTalker(() => {});
  await probe.close();
  return probe.address.port;
}
