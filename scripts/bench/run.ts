import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench } from "./bench.ts";
import { projectRoot, startNode, stopAll } from "./children.ts";
import { Figures } from "./figures.ts";
import { LoadClient } from "./load/load-client.ts";
import { measureDocuments } from "./measure-documents.ts";
import { measureJavaScript } from "./measure-javascript.ts";
import { measureLighthouse } from "./measure-lighthouse.ts";
import { measureMiddleware } from "./measure-middleware.ts";
import { measurePages } from "./measure-pages.ts";
import { measureRetrieval } from "./measure-retrieval.ts";
import { measureSignIn } from "./measure-sign-in.ts";
import { measureStart } from "./measure-start.ts";
import { measureStreams } from "./measure-streams.ts";
import { type Options, type Part, readOptions } from "./options.ts";
import { signInReader, signInWriters } from "./people.ts";
import { memory } from "./process-figures.ts";
import { printProfile } from "./profile/print.ts";
import { Profiler } from "./profile/profiler.ts";
import { printReport, writeJson } from "./report.ts";
import { startServer } from "./server.ts";

/** The whole run; whatever hangs is ended then. */
const LONGEST = 8 * 60_000;
const WRITERS = 8;

const say = (line: string) => console.error(`› ${line}`);

async function run(options: Options, dataDir: string): Promise<void> {
  const figures = new Figures();
  const [, upstream = ""] = await startNode(["tests/support/model-server.ts", "--port", "0"]).line(/^(http:\S+)$/);
  const load = new LoadClient();
  const wants = (...some: Part[]) => some.some((part) => options.only.has(part));

  say("Starting the server with an empty database");
  figures.begin();
  const how = { dataDir, upstream };
  const server = await startServer({ ...how, inspect: options.profile });
  figures.add(
    "start",
    "the very first start, which creates the database, until /api/health/ready",
    server.start.ready / 1000,
    { unit: "s" },
  );
  const folder = join(tmpdir(), `bench-profiles-${process.pid}`);
  const profiler = server.inspector === null ? null : await Profiler.attach(server.inspector, folder);
  const bench: Bench = { options, figures, load, server, upstream, profiler };

  say("Creating people");
  const reader = await signInReader(server);
  if (wants("streams")) {
    const writers = await signInWriters(server, WRITERS);
    say("Streams");
    await measureStreams(bench, writers);
    sayMemory(bench, "after the streams");
  }
  if (wants("pages")) {
    say("Pages");
    await measurePages(bench, reader);
  }
  if (wants("js")) {
    say("First load in a browser");
    await measureJavaScript(bench, reader);
  }
  if (wants("lighthouse")) {
    say("Lighthouse");
    await measureLighthouse(bench, reader);
  }
  sayMemory(bench, "of the whole run");
  // Last: fifty hashes at once are a peak of their own.
  if (wants("sign-in")) {
    say("Signing in");
    await measureSignIn(bench, reader);
  }
  profiler?.close();
  say("Stopping the server");
  await server.stop();

  if (wants("start", "middleware")) {
    say("Starting it again");
    const again = await measureStart(bench, how);
    if (wants("middleware")) {
      say("Requests with and without the middleware");
      await measureMiddleware(bench, how, again, reader);
    } else await again.stop();
  }
  if (wants("documents")) {
    say("Files, from the door until they can be asked");
    await measureDocuments(bench);
  }
  if (wants("retrieval")) {
    say("Finding passages in documents");
    await measureRetrieval(bench);
  }

  const remarks = remarksOf(options);
  const file = options.json ?? join(tmpdir(), `bench-${process.pid}.json`);
  writeJson(file, figures.all, remarks);
  for (const { name, file: at, profile } of profiler?.taken ?? []) printProfile(name, at, profile);
  printReport(figures.all, [...remarks, `As JSON: ${file}`]);
}

function sayMemory({ figures, server, options }: Bench, when: string): void {
  const { now, peak } = memory(server.pid);
  figures.add("memory", `peak ${when}`, peak, {
    unit: "MiB",
    note: `signing in included; ${Math.round(now)} MiB at this moment`,
    ...(options.profile ? {} : { goal: { atMost: 350 } }),
  });
}

function remarksOf({ burst, profile, quick }: Options): string[] {
  const begin = burst
    ? "All streams began at the same instant"
    : "The streams began evenly over the first second, as people come (--burst: all at once)";
  return [
    "Beside each figure: the machine's load average / the cores that somebody else's work kept busy while it was taken.",
    `${begin}, each asking anew when its reply ended. The load client, the model server and the database shared the cores with the server.`,
    ...(profile ? ["The server ran under a profiler, which costs: take these figures for the profile only."] : []),
    ...(quick ? ["A quick run: few rounds, coarse figures."] : []),
  ];
}

const options = readOptions(process.argv.slice(2));
if (process.platform !== "linux" || !existsSync(join(projectRoot, ".next", "BUILD_ID"))) {
  console.error("The bench reads /proc and measures a production build: it needs Linux, and `npm run build` before.");
  process.exit(1);
}
const dataDir = mkdtempSync(join(tmpdir(), "bench-data-"));
let ending: Promise<void> | null = null;

/** Ends what was started, takes the data away, then the process. Of several callers the first counts. */
function end(code: number, words: string | null): Promise<void> {
  if (words !== null) console.error(words);
  ending ??= stopAll().then(() => {
    rmSync(dataDir, { recursive: true, force: true });
    process.exit(code);
  });
  return ending;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(130, null));
setTimeout(() => void end(1, `The bench took longer than ${LONGEST / 60_000} minutes and was ended.`), LONGEST).unref();
try {
  await run(options, dataDir);
  await end(0, null);
} catch (error) {
  await end(1, (error as Error).stack ?? String(error));
}
