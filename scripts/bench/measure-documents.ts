import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type ClamdServer, startClamd } from "#tests/support/clamd.ts";
import { ask, sameOrigin } from "./ask.ts";
import type { Bench } from "./bench.ts";
import { startNode } from "./children.ts";
import { LARGE_TEXT, largePdf, largeText, textPdf } from "./documents/files.ts";
import type { SealingFigures } from "./documents/seal-files.ts";
import { type Signed, signInWriters } from "./people.ts";
import { forgetPeak, memory } from "./process-figures.ts";
import { type Server, startServer } from "./server.ts";
import { median } from "./statistics.ts";

const goals = { sealing: 150, one: 40, twenty: 200, ready: 5 };
const PAGES = 100;
const AT_ONCE = 20;
const GIVE_UP_AFTER = 120_000;
/** After this pause a server that has nothing to do counts as idle. Milliseconds. */
const REST = 3_000;

type Place = { server: Server; person: Signed };

/** Files from the door to the moment when they can be asked, through a server of its own with a scanner where there is one. */
export async function measureDocuments(bench: Pick<Bench, "options" | "figures" | "upstream">): Promise<void> {
  await measureSealing(bench);
  const dataDir = mkdtempSync(join(tmpdir(), "bench-documents-"));
  const clamd = await startClamd().catch(() => null);
  const endClamd = () => void clamd?.stop();
  process.once("exit", endClamd);
  try {
    const server = await startServer({
      dataDir,
      upstream: bench.upstream,
      env: clamd === null ? {} : { CLAMD_URL: clamd.url },
    });
    const [person] = await signInWriters(server, 1);
    if (person === undefined) throw new Error("There is nobody to upload.");
    await measureReady(bench, { server, person }, clamd);
    await measureMemory(bench, { server, person });
    await server.stop();
  } finally {
    process.off("exit", endClamd);
    await clamd?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measureSealing({ options, figures }: Pick<Bench, "options" | "figures">): Promise<void> {
  figures.begin();
  const folder = mkdtempSync(join(tmpdir(), "bench-sealing-"));
  try {
    const child = startNode(["scripts/bench/documents/seal-files.ts", folder, options.quick ? "10" : "50"]);
    const [line] = await child.line(/^\{.*\}$/);
    const { bytes, cpu, seconds } = JSON.parse(line) as SealingFigures;
    figures.add("documents", "receiving, sealing and storing, per core", bytes / 1e6 / cpu, {
      unit: "MB/s",
      goal: { atLeast: goals.sealing },
      note: `by CPU time, hash and check of the text included; one after the other ${Math.round(bytes / 1e6 / seconds)} MB/s by the clock, waiting for the disk`,
    });
    await child.stop();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureReady(
  { options, figures }: Pick<Bench, "options" | "figures">,
  place: Place,
  clamd: ClamdServer | null,
): Promise<void> {
  await untilReady(place, await upload(place, "first.pdf", await textPdf(3)));
  figures.begin();
  const times: number[] = [];
  for (let n = 0; n < (options.quick ? 2 : 5); n += 1) {
    const content = await textPdf(PAGES);
    const from = performance.now();
    await untilReady(place, await upload(place, `report-${n}.pdf`, content));
    times.push((performance.now() - from) / 1000);
  }
  const scanned = clamd === null ? "WITHOUT a scanner: clamd is not installed" : "scanned by clamd with two signatures";
  figures.add("documents", `a PDF of ${PAGES} pages of text, until it can be asked`, median(times), {
    unit: "s",
    goal: { atMost: goals.ready },
    note: `${scanned}; the slowest of ${times.length} ${Math.max(...times).toFixed(1)} s`,
  });
}

async function measureMemory({ figures }: Pick<Bench, "figures">, place: Place): Promise<void> {
  // Whatever is loaded and grown once, is now.
  await untilReady(place, await upload(place, "warm-up.pdf", await largePdf()));
  const one = [await largePdf()];
  const twenty = await Promise.all(Array.from({ length: AT_ONCE }, largePdf));
  await sayMemory(figures, place, "one upload of 10 MiB", one, goals.one);
  await sayMemory(figures, place, `${AT_ONCE} uploads of 10 MiB at once`, twenty, goals.twenty);
  await sayMemory(figures, place, `a text of ${LARGE_TEXT / 1e6} million characters`, [await largeText()], null);
}

/** What the server held above idle, at the most, until the last upload was answered, and until all could be asked. */
async function sayMemory(
  figures: Bench["figures"],
  place: Place,
  what: string,
  contents: readonly Buffer[],
  goal: number | null,
): Promise<void> {
  const { pid } = place.server;
  const ending = contents[0]?.subarray(0, 4).toString() === "%PDF" ? "pdf" : "txt";
  await delay(REST);
  figures.begin();
  const idle = memory(pid).now;
  forgetPeak(pid);
  const from = performance.now();
  const ids = await Promise.all(contents.map((content, n) => upload(place, `large-${n}.${ending}`, content)));
  const answered = { peak: memory(pid).peak - idle, seconds: (performance.now() - from) / 1000 };
  await Promise.all(ids.map((id) => untilReady(place, id)));
  const note = `idle ${Math.round(idle)} MiB; the processes that look into files are not in it; answered after ${answered.seconds.toFixed(1)} s`;
  figures.add("documents", `${what}: memory above idle`, answered.peak, {
    unit: "MiB",
    note,
    ...(goal === null ? {} : { goal: { atMost: goal } }),
  });
  figures.add("documents", `${what}: the same until it can be asked`, memory(pid).peak - idle, {
    unit: "MiB",
    note: `scan, reading and index; after ${((performance.now() - from) / 1000).toFixed(1)} s`,
  });
}

async function upload({ server: { url }, person }: Place, name: string, content: Buffer): Promise<string> {
  const answer = await ask(`${url}/api/documents?name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: {
      ...sameOrigin(url),
      cookie: person.cookie,
      "content-type": "application/octet-stream",
      "content-length": String(content.length),
    },
    body: content,
  });
  const said = answer.body.toString();
  if (answer.status !== 201) throw new Error(`${name} was answered by ${answer.status} ${said.slice(0, 300)}`);
  return (JSON.parse(said) as { documentId: string }).documentId;
}

async function untilReady({ server: { url }, person }: Place, id: string): Promise<void> {
  const deadline = performance.now() + GIVE_UP_AFTER;
  for (;;) {
    const answer = await ask(`${url}/api/documents/states?ids=${id}`, {
      headers: { ...sameOrigin(url), cookie: person.cookie },
    });
    const said = answer.body.toString();
    const [state] = /(?<="state":")\w+/.exec(said) ?? [];
    if (state === "ready") return;
    const isUnderWay = state === "scanning" || state === "extracting";
    if (!isUnderWay || performance.now() > deadline)
      throw new Error(`A document did not become ready: ${answer.status} ${said.slice(0, 300)}`);
    await delay(25);
  }
}
