import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { answers } from "./answers.ts";
import { endpoints } from "./endpoints.ts";
import { openApiDocument } from "./openapi.ts";

const written = () => JSON.parse(readFileSync("public/openapi.json", "utf8")) as Record<string, unknown>;

/** What is answered otherwise than by one JSON: see their route handlers. */
const atTheirDoors = ["sendMessage", "uploadDocument", "downloadDocument"];

test("the file says what the code does; after a change: npm run openapi", () => {
  expect(written()).toEqual(JSON.parse(JSON.stringify(openApiDocument(packageJson.version))));
});

test("every endpoint has an answer, and every refusal one shape", () => {
  expect(Object.keys(endpoints).sort()).toEqual([...Object.keys(answers), ...atTheirDoors].sort());
  const { paths } = openApiDocument("0") as { paths: Record<string, Record<string, { responses: object }>> };
  for (const methods of Object.values(paths)) {
    for (const { responses } of Object.values(methods)) {
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(["400", "401", "403", "404", "413", "429"]));
    }
  }
});

test("what a path names in braces is part of the input, and is not asked for again in the body", () => {
  const { paths } = openApiDocument("0") as {
    paths: Record<string, { patch: { parameters: { name: string; in: string }[]; requestBody: unknown } }>;
  };
  const edit = paths["/conversations/{conversationId}"]?.patch;
  expect(edit?.parameters).toMatchObject([{ name: "conversationId", in: "path", required: true }]);
  expect(JSON.stringify(edit?.requestBody)).not.toContain("conversationId");
});

test("a file goes in and comes out as it is, and every reason not to take one has a status", () => {
  type Content = { content: object };
  const { paths } = openApiDocument("0") as unknown as {
    paths: {
      "/documents": { post: { parameters: object[]; requestBody: Content; responses: Record<string, Content> } };
      "/documents/{documentId}/file": { get: { responses: Record<string, Content> } };
    };
  };
  const { post } = paths["/documents"];
  expect(Object.keys(post.requestBody.content)).toEqual(["application/octet-stream"]);
  expect(post.parameters).toMatchObject([
    { name: "name", required: true },
    { name: "conversationId", required: false },
  ]);
  expect(Object.keys(post.responses)).toEqual(expect.arrayContaining(["201", "413", "415", "422", "507"]));
  const { get } = paths["/documents/{documentId}/file"];
  expect(Object.keys(get.responses)).toEqual(expect.arrayContaining(["200", "206", "416"]));
  expect(Object.keys(get.responses)).not.toContain("204");
});
