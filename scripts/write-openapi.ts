import { readFileSync, writeFileSync } from "node:fs";
import { openApiDocument } from "#lib/api/openapi.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
writeFileSync("public/openapi.json", `${JSON.stringify(openApiDocument(version), null, 2)}\n`);
