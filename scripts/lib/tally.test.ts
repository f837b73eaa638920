import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
// @ts-expect-error: a plain script without types, so that it runs on any Node
import { failuresOfPlaywright, failuresOfVitest, sum, tallyPlaywright, tallyVitest, verdict } from "./tally.mjs";

const written = (report: unknown) => {
  const file = join(mkdtempSync(join(tmpdir(), "tally-")), "report.json");
  writeFileSync(file, JSON.stringify(report));
  return file;
};
const vitestReport = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };

test("vitest's counts are taken over", () => {
  expect(tallyVitest(0, written(vitestReport))).toEqual({ passed: 3, failed: 0, skipped: 2 });
});

test("a test file that does not load counts as a failure", () => {
  const testResults = [{ status: "failed", assertionResults: [] }];
  expect(tallyVitest(1, written({ ...vitestReport, testResults }))).toMatchObject({ failed: 1 });
});

test("a runner that ends badly with no failed test counts as a failure", () => {
  expect(tallyVitest(1, written(vitestReport))).toMatchObject({ passed: 3, failed: 1 });
  expect(tallyPlaywright(1, written({ stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 0 } }))).toMatchObject({
    failed: 1,
  });
});

test("a runner that leaves no report counts as a failure", () => {
  expect(tallyVitest(0, "/nowhere/report.json")).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(tallyPlaywright(0, "/nowhere/report.json")).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("Playwright's counts are taken over", () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
  expect(tallyPlaywright(1, written({ stats }))).toEqual({ passed: 5, failed: 1, skipped: 2 });
});

test("the closing line names skipped tests only when there are some", () => {
  expect(verdict({ passed: 2, failed: 0, skipped: 0 })).toEqual({ line: "2 passed, 0 failed", ok: true });
  expect(verdict({ passed: 2, failed: 1, skipped: 3 })).toEqual({ line: "2 passed, 1 failed, 3 skipped", ok: false });
});

test("nothing that ran is no success", () => {
  expect(verdict(sum([]))).toEqual({ line: "0 passed, 0 failed", ok: false });
});

test("each failed test is named with the first line of what went wrong", () => {
  const failed = { status: "failed", fullName: "adds up", failureMessages: ["\u001b[31mexpected 1\u001b[39m\n at …"] };
  const suites = [
    { name: `${process.cwd()}/lib/a.test.ts`, status: "failed", assertionResults: [failed, { status: "passed" }] },
    { name: `${process.cwd()}/lib/b.test.ts`, status: "failed", message: "does not load\n…", assertionResults: [] },
  ];
  expect(failuresOfVitest(written({ testResults: suites }))).toEqual([
    "lib/a.test.ts › adds up: expected 1",
    "lib/b.test.ts: does not load",
  ]);
  const spec = {
    file: "a.spec.ts",
    title: "opens",
    ok: false,
    tests: [{ results: [{ errors: [{ message: "late" }] }] }],
  };
  expect(failuresOfPlaywright(written({ suites: [{ suites: [{ specs: [spec, { ...spec, ok: true }] }] }] }))).toEqual([
    "a.spec.ts › opens: late",
  ]);
});
