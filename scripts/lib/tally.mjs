import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** How many tests did what. A runner that ended badly without a failed test counts as one failure: nothing may hide. */
const counted = (exitCode, counts) => ({
  ...counts,
  failed: exitCode !== 0 && counts.failed === 0 ? 1 : counts.failed,
});

/** From vitest's JSON report. A file that did not even load counts as one failed test. */
export function tallyVitest(exitCode, file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, "utf8"));
  const broken = report.testResults.filter(
    (suite) => suite.status === "failed" && !suite.assertionResults.some((test) => test.status === "failed"),
  );
  return counted(exitCode, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/** From Playwright's JSON report. A test that passed only when tried again has passed, but says so in its own report. */
export function tallyPlaywright(exitCode, file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { stats } = JSON.parse(readFileSync(file, "utf8"));
  return counted(exitCode, { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped });
}

const firstLine = (text) =>
  stripVTControlCharacters(String(text ?? ""))
    .trim()
    .split("\n")[0];

/** One line for each test that failed in vitest's JSON report: its file, its name, the first line of what went wrong. */
export function failuresOfVitest(file) {
  if (!existsSync(file)) return ["the test runner left no report"];
  return JSON.parse(readFileSync(file, "utf8")).testResults.flatMap((suite) => {
    const failed = suite.assertionResults.filter((test) => test.status === "failed");
    const name = relative(process.cwd(), suite.name ?? "");
    if (failed.length === 0) return suite.status === "failed" ? [`${name}: ${firstLine(suite.message)}`] : [];
    return failed.map((test) => `${name} › ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`);
  });
}

/** The same from Playwright's report, whose suites lie within one another. */
export function failuresOfPlaywright(file) {
  if (!existsSync(file)) return ["the browser tests left no report"];
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  return (JSON.parse(readFileSync(file, "utf8")).suites ?? []).flatMap(specs).flatMap((spec) => {
    const errors = spec.tests.flatMap((test) => test.results.flatMap((result) => result.errors ?? []));
    return spec.ok ? [] : [`${spec.file} › ${spec.title}: ${firstLine(errors[0]?.message)}`];
  });
}

export function sum(tallies) {
  const add = (name) => tallies.reduce((total, tally) => total + tally[name], 0);
  return { passed: add("passed"), failed: add("failed"), skipped: add("skipped") };
}

/** The closing line, and whether all is well: something ran and nothing failed. */
export function verdict({ passed, failed, skipped }) {
  return {
    line: `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
    ok: failed === 0 && passed > 0,
  };
}
