import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import { projectRoot } from "../children.ts";
import type { CallFrame, Locate } from "./summary.ts";

/** Finds functions of the built chunks in their sources again, where the build left maps beside them. */
export function sourceFinder(): Locate {
  const maps = new Map<string, SourceMap | null>();
  return (frame) => {
    const name = frame.functionName || "(anonymous)";
    if (frame.url === "") return { place: name, area: name.startsWith("(") ? name : "V8 and native" };
    const file = sourceOf(frame, maps);
    return { place: `${name}  ${file.path}:${file.line}`, area: areaOf(file.path) };
  };
}

function sourceOf(
  { url, lineNumber, columnNumber }: CallFrame,
  maps: Map<string, SourceMap | null>,
): { path: string; line: number } {
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  if (!maps.has(path)) maps.set(path, readMap(path));
  const entry = maps.get(path)?.findEntry(lineNumber, columnNumber);
  if (entry !== undefined && "originalSource" in entry && entry.originalSource !== undefined)
    return { path: shorten(entry.originalSource), line: entry.originalLine + 1 };
  return { path: shorten(path), line: lineNumber + 1 };
}

function readMap(path: string): SourceMap | null {
  const file = `${path}.map`;
  if (!path.includes("/.next/") || !existsSync(file)) return null;
  return new SourceMap(JSON.parse(readFileSync(file, "utf8")));
}

function shorten(path: string): string {
  return decodeURI(path)
    .replace(/^.*\[project\]\//, "")
    .replace(/^file:\/\//, "")
    .replace(projectRoot, "")
    .replace(/^(?:\.\.\/)+/, "");
}

/** A package, a folder of ours, or Node. */
function areaOf(path: string): string {
  if (path.startsWith("node:")) return path.startsWith("node:internal/deps") ? path : "Node";
  const inside = path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)(\/dist\/compiled\/[^/]+)?/);
  if (inside !== null) return `${inside[1]}${inside[2]?.replace("/dist/compiled/", ": ") ?? ""}`;
  return path.match(/^(?:lib|app|components|db)\/[^/]+/)?.[0] ?? path.match(/^[^/]+/)?.[0] ?? path;
}
