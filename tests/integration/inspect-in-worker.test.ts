import { expect, test } from "vitest";
import { runReader } from "#lib/documents/reading/run-reader.ts";
import { chunksOf } from "#tests/support/files.ts";
import { aGoodPdf, hostileFiles } from "#tests/support/hostile-files.ts";

// One of each library that the inspection loads; the process has neither network nor terminal, which some of them miss.
const chosen = [
  "a program that calls itself a text",
  "a Word document of 1997",
  "JavaScript in object streams, saved by a library",
  "a bomb within an archive within",
  "a template from the web",
];

test("the process that reads documents answers as the inspection itself does", async () => {
  const { signal } = new AbortController();
  const inspect = (bytes: Buffer, name: string) => runReader({ task: "inspect", name }, chunksOf(bytes), signal);
  expect(await inspect(await aGoodPdf(), "a.pdf")).toEqual({ ok: true, kind: "pdf", findings: [] });
  const files = hostileFiles.filter(({ what }) => chosen.includes(what));
  expect(files).toHaveLength(chosen.length);
  for (const { name, bytes, answer } of files) {
    const inspection = await inspect(await bytes(), name);
    if ("refusal" in answer) expect(inspection).toEqual({ ok: false, refusal: answer.refusal });
    else
      expect(inspection).toMatchObject({
        findings: expect.arrayContaining([{ code: answer.finds, place: expect.any(String) }]),
      });
  }
});
