import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import type { Figure, Section } from "./figures.ts";

const titles: Record<Section, string> = {
  streams: "Streams: 200 tokens at 5 ms (one at a time: 20 tokens)",
  pages: "Chat page",
  middleware: "Middleware",
  "sign-in": "Signing in",
  memory: "Memory of the server's process (the database's processes are not in it)",
  js: "First load in a browser",
  start: "Start over an existing build",
  documents: "Documents: uploaded, scanned, read",
  retrieval: "Retrieval from documents",
  lighthouse: "Lighthouse, mobile",
};

export function printReport(figures: readonly Figure[], remarks: readonly string[]): void {
  const width = Math.max(...figures.map(({ name }) => name.length));
  for (const section of Object.keys(titles) as Section[]) {
    const mine = figures.filter((figure) => figure.section === section);
    if (mine.length === 0) continue;
    console.log(`\n${titles[section]}`);
    for (const figure of mine) console.log(row(figure, width));
  }
  const judged = figures.filter(({ met }) => met !== null);
  const missed = judged.filter(({ met }) => met === false);
  console.log(
    `\n${judged.length - missed.length} of ${judged.length} targets met${missed.length === 0 ? "." : "; missed:"}`,
  );
  for (const { name, value, unit, target } of missed)
    console.log(`  ${name}: ${show(value)} ${unit}, target ${target}`);
  for (const remark of remarks) console.log(`\n${remark}`);
}

function row({ name, value, unit, target, met, note, load, others }: Figure, width: number): string {
  const verdict = met === null ? "" : met ? "ok" : "MISSED";
  const figure = `${show(value).padStart(9)} ${unit.padEnd(6)}`;
  return `  ${name.padEnd(width)} ${figure} ${(target ?? "").padEnd(9)} ${verdict.padEnd(6)} ${load.toFixed(1)}/${others.toFixed(1)}  ${note ?? ""}`.trimEnd();
}

function show(value: number | null): string {
  if (value === null || Number.isNaN(value)) return "–";
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 1000 ? 1 : 0;
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function writeJson(file: string, figures: readonly Figure[], remarks: readonly string[]): void {
  const machine = {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? null,
    memory: totalmem(),
    node: process.version,
  };
  writeFileSync(file, `${JSON.stringify({ takenAt: new Date().toISOString(), machine, remarks, figures }, null, 2)}\n`);
}
