import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createProbe } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { drainable } from "#lib/http/drainable.ts";
import type { Intake } from "#lib/http/intake.ts";
import { receive } from "#lib/http/receive.ts";
import { bootDoor } from "#lib/platform/boot-door.ts";
import { trustedProxies } from "#lib/platform/client-address.ts";
import { beginDraining } from "#lib/platform/draining.ts";
import { startEmbeddedPostgres } from "#lib/platform/embedded-postgres.ts";
import { embeddedUrl } from "#lib/platform/embedded-url.ts";
import { type Env, env } from "#lib/platform/env.ts";
import { log } from "#lib/platform/log.ts";
import { StartupError } from "#lib/platform/startup-error.ts";

const seconds = (n: number) => n * 1000;
const KiB = 1024;

/** A slow client may take this long for its header; for its body, 10 MiB over a poor line. Answers may stream for ever. */
const TIMES = { header: seconds(15), request: seconds(300), keptAlive: seconds(65), silentSocket: seconds(300) };
const CAPS = { header: 16 * KiB, connections: 4096, requestsPerConnection: 10_000 };
/** How long streams may go on after the signal to stop, and how long everything may take. */
const STOP = { streams: seconds(20), all: seconds(45) };
/** npm and the terminal both hand on one Ctrl-C; only a later one is a second one. */
const SECOND_SIGNAL_AFTER = 500;

const mark = process.stdout.isTTY ? "› " : "";
const say = (line: string) => process.stdout.write(`${mark}${line}\n`);
process.stdout.on("error", () => {}); // Whoever read it is gone; that is no reason to end.

/** What has been started, to be stopped in reverse. */
const started: { name: string; stop(): Promise<unknown> }[] = [];
let stopping: { since: number } | null = null;

async function start(): Promise<void> {
  const options = readOptions();
  const settings = env();
  const intake: Intake = { trusted: proxiesOf(settings), selfKey: randomBytes(24).toString("base64url") };
  await expectFreePort(settings);
  if (settings.databaseUrl === null) await startDatabase(settings);

  say("Preparing the application");
  const server = makeServer(options.dev);
  const app = await makePages(server, settings, options.dev);
  await app.prepare();
  // Stopped from the last to the first: answers may finish; the application ends and saves what did not; then the cut.
  started.push({ name: "pages", stop: () => app.close() });
  started.push({ name: "connections", stop: async () => server.closeAllConnections() });
  const prepare = await loadBoot();
  const boot = await prepare();
  started.push({ name: "application", stop: () => boot.stop() });
  const notes = [...boot.notes, ...(options.demo ? await fillWithDemo() : setupNote(boot.setupLink))];

  const handle = app.getRequestHandler();
  server.on("request", (request, response) => receive(request, response, intake, handle));
  const { drain } = drainable(server);
  await listen(server, settings);
  started.push({ name: "answers", stop: () => finishAnswers(drain) });
  say(`ConvoSphere is ready: ${settings.appUrl}`);
  for (const note of notes) say(note);
}

function setupNote(link: string | null): string[] {
  return link === null ? [] : [`Create the first administrator with this link, which works once: ${link}`];
}

/** The passwords are on this screen and nowhere else. */
async function fillWithDemo(): Promise<string[]> {
  say("Filling the instance with an invented organisation");
  const { fillDemo } = await import("#lib/demo/fill-demo.ts");
  const { systemCtx } = await import("#lib/platform/system-context.ts");
  const filled = await fillDemo(systemCtx({ kind: "system", job: "demo" }));
  if (!filled.ok) {
    throw new StartupError(
      "--demo fills an empty instance only, and this one has accounts. Leave it out, or set DATA_DIR to a new folder.",
    );
  }
  const lines = filled.value.map(({ role, email, password }) => `  ${role.padEnd(9)}  ${email}  ${password}`);
  return ["These people can sign in; the passwords are shown only now:", ...lines];
}

async function finishAnswers(drain: (limit: number) => Promise<number>): Promise<void> {
  beginDraining();
  const left = await drain(STOP.streams);
  if (left > 0) log().warn({ left }, "answers were still under way when the time to finish was over");
}

/** Next's instrumentation brings the boot from the pages' build; a build without it (development starts slowly) does not. */
async function loadBoot() {
  const brought = await Promise.race([bootDoor().promise, wait(1_500, null)]);
  return brought ?? (await import("#lib/platform/boot.ts")).prepare;
}

function readOptions(): { dev: boolean; demo: boolean } {
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({ options: { dev: flag, demo: flag } }).values;
  } catch (error) {
    throw new StartupError(`${(error as Error).message}. Known options: --demo, --dev.`);
  }
}

function proxiesOf(settings: Env): Intake["trusted"] {
  try {
    return trustedProxies(settings.trustedProxies);
  } catch (error) {
    throw new StartupError(`TRUSTED_PROXIES: ${(error as Error).message}`);
  }
}

/** Asked before anything is started, so that a second start by mistake disturbs nothing. */
async function expectFreePort({ port, host }: Env): Promise<void> {
  const probe = createProbe();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(new StartupError(portSentence(error.code, host, port), { cause: error })),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function portSentence(code: string | undefined, host: string, port: number): string {
  if (code === "EADDRINUSE")
    return `Port ${port} is taken. Stop the program that uses it, or choose another: PORT=${port + 1} npm start`;
  if (code === "EACCES") return `This user may not open port ${port}. Choose one above 1023: PORT=3000 npm start`;
  return `HOST=${host} is no address of this machine (${code}).`;
}

async function startDatabase(settings: Env): Promise<void> {
  say("Starting the database");
  const database = await startEmbeddedPostgres({
    dataDir: settings.dataDir,
    onProgress: say,
    onLost: (error) => {
      log().fatal({ err: error }, "the database was lost");
      void shutDown(1);
    },
  });
  started.push({ name: "database", stop: database.stop });
  embeddedUrl.current = database.url;
}

function makeServer(dev: boolean): Server {
  const server = createServer({
    maxHeaderSize: CAPS.header,
    headersTimeout: TIMES.header,
    requestTimeout: TIMES.request,
    keepAliveTimeout: TIMES.keptAlive, // Longer than proxies keep theirs, so that none sends into a closing connection.
    connectionsCheckingInterval: seconds(5),
    noDelay: true,
    ...(dev ? {} : { shouldUpgradeCallback: () => false }), // Nothing here speaks WebSocket but development's reloading.
  });
  server.timeout = TIMES.silentSocket;
  server.maxConnections = CAPS.connections;
  server.maxRequestsPerSocket = CAPS.requestsPerConnection;
  server.on("connect", (_request, socket) =>
    socket.end("HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n\r\n"),
  );
  return server;
}

async function makePages(server: Server, { host, port }: Env, dev: boolean) {
  const { default: next } = await import("next");
  // Next asks itself here (redirects of server actions). It would take "localhost" otherwise, and the scheme that the
  // proxy tells, neither of which this server need answer to.
  const name = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  if (!dev) useBuiltConfiguration();
  process.env.__NEXT_PRIVATE_ORIGIN = `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
  return next({ dev, dir: import.meta.dirname, port, httpServer: server });
}

/**
 * Next would read next.config.ts again, and load its compiler for that: 28 MiB and 100 ms for nothing. The build left the
 * configuration beside the pages; Next's own standalone server takes it in this way.
 */
function useBuiltConfiguration(): void {
  const file = join(import.meta.dirname, ".next", "required-server-files.json");
  try {
    process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(JSON.parse(readFileSync(file, "utf8")).config);
  } catch (cause) {
    throw new StartupError("The pages are not built. Run: npm start (or npm run build)", { cause });
  }
}

async function listen(server: Server, { port, host }: Env): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) =>
      reject(new StartupError(portSentence(error.code, host, port), { cause: error }));
    server.once("error", refuse).listen(port, host, () => {
      server.off("error", refuse);
      resolve();
    });
  });
}

/** Stops everything in order and ends the process. Of several callers the first counts. */
async function shutDown(code: number): Promise<void> {
  if (stopping !== null) return;
  stopping = { since: Date.now() };
  if (started.at(-1)?.name === "answers") say("Stopping; what is under way may finish (Ctrl-C again ends it at once)");
  setTimeout(() => process.exit(1), STOP.all).unref();
  let exit = code;
  for (let part = started.pop(); part !== undefined; part = started.pop()) {
    const { name } = part;
    await part.stop().catch((error: unknown) => {
      exit = 1;
      log().error({ err: error, part: name }, "a part did not stop in order");
    });
  }
  process.exit(exit);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // The database stops by itself when this process is gone.
    if (stopping !== null && Date.now() - stopping.since > SECOND_SIGNAL_AFTER) process.exit(130);
    void shutDown(0);
  });
}
process.on("uncaughtException", (error) => {
  log().fatal({ err: error }, "an error that nobody caught ends the server");
  void shutDown(1);
});
process.on("unhandledRejection", (reason) => log().error({ err: reason }, "a promise failed and nobody noticed"));

start().catch(async (error: unknown) => {
  if (stopping !== null) return; // Stopped while starting; that is what broke it.
  const sentences = sentencesOf(error);
  if (sentences === null) log().fatal({ err: error }, "the server did not start");
  else process.stderr.write(`${sentences.join("\n")}\n`);
  await shutDown(1);
});

/** What the person at the shell can mend, or null. By name: the pages' build has classes of its own. */
function sentencesOf(error: unknown): readonly string[] | null {
  if (!(error instanceof Error)) return null;
  if (error.name === "SettingsError") return (error as Error & { sentences: readonly string[] }).sentences;
  return error.name === "StartupError" ? [error.message] : null;
}
