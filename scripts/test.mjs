// `npm test`: installs and builds like `npm start`, finds the programs the tests need, runs every test, and closes with
// one line that counts them. `npm test -- unit|integration|e2e [filter]` runs a part.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt } from "./lib/build.mjs";
import { ensureInstalled, expectNode, pinnedNode } from "./lib/install.mjs";
import { findBrowser, findClamd, findRedis } from "./lib/programs.mjs";
import { runMain, Stop, say } from "./lib/progress.mjs";
import { runInForeground } from "./lib/run.mjs";
import { failuresOfPlaywright, failuresOfVitest, sum, tallyPlaywright, tallyVitest, verdict } from "./lib/tally.mjs";

const PARTS = ["unit", "integration", "e2e"];

await runMain(async () => {
  const { parts, filter } = readWords(process.argv.slice(2));
  expectNode();
  await ensureInstalled();
  const node = await pinnedNode();
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  if (parts.includes("integration")) {
    await findRedis();
    env.CLAMD_PATH = await findClamd();
  }
  if (parts.includes("e2e")) env.CHROMIUM_PATH = await findBrowser();
  if (parts.some((part) => part !== "unit")) await ensureBuilt(node);

  const reports = mkdtempSync(join(tmpdir(), "convosphere-tests-"));
  const tallies = [];
  const failures = [];
  const inVitest = parts.filter((part) => part !== "e2e");
  if (inVitest.length > 0) {
    say(`Running the ${inVitest.join(" and ")} tests`);
    const file = join(reports, "vitest.json");
    const projects = inVitest.map((part) => `--project=${part}`);
    const words = [
      "run",
      ...projects,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
      ...(filter ? [filter, "--passWithNoTests"] : []),
    ];
    tallies.push(
      tallyVitest(await runInForeground(node, [join("node_modules", "vitest", "vitest.mjs"), ...words], { env }), file),
    );
    failures.push(...failuresOfVitest(file));
  }
  if (parts.includes("e2e")) {
    say("Running the end-to-end tests");
    const file = join(reports, "playwright.json");
    const words = ["test", "--reporter=list,json", ...(filter ? [filter, "--pass-with-no-tests"] : [])];
    const playwrightEnv = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" };
    tallies.push(
      tallyPlaywright(
        await runInForeground(node, [join("node_modules", "@playwright", "test", "cli.js"), ...words], {
          env: playwrightEnv,
        }),
        file,
      ),
    );
    failures.push(...failuresOfPlaywright(file));
  }
  rmSync(reports, { recursive: true, force: true });

  const { line, ok } = verdict(sum(tallies));
  // Said again at the end, where whoever reads only the end looks.
  for (const failure of failures) process.stdout.write(`\n✗ ${failure}`);
  process.stdout.write(`\n${line}\n`);
  process.exitCode = ok ? 0 : 1;
});

function readWords([first, ...rest]) {
  if (first === undefined) return { parts: PARTS, filter: undefined };
  const [parts, words] = PARTS.includes(first) ? [[first], rest] : [PARTS, [first, ...rest]];
  if (words.length > 1) throw new Stop("npm test -- unit|integration|e2e [filter]");
  return { parts, filter: words[0] };
}
