import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** PATH without this project's programs: npm must not run under the Node that it is about to replace. */
export function pathWithoutOurs() {
  const ours = join("node_modules", ".bin");
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter((entry) => !entry.endsWith(ours))
    .join(delimiter);
}

/** Runs a program and keeps what it says; resolves with its exit code and words. Never rejects. */
export function runQuietly(program, words, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd: root, ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (text) => {
      output = (output + text).slice(-100_000);
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    child.once("error", (error) => resolve({ code: -1, output: error.message }));
    child.once("close", (code) => resolve({ code: code ?? -1, output }));
  });
}

/**
 * Runs a program in the foreground, hands on the signals that this process gets, and resolves with its exit code.
 * The program may hear one Ctrl-C twice, from the terminal and from here.
 */
export function runInForeground(program, words, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd: root, stdio: "inherit", ...options });
    const names = ["SIGINT", "SIGTERM", "SIGHUP"];
    const handOn = (name) => child.kill(name);
    for (const name of names) process.on(name, handOn);
    const end = (code) => {
      for (const name of names) process.off(name, handOn);
      resolve(code);
    };
    child.once("error", (error) => {
      process.stderr.write(`${error.message}\n`);
      end(1);
    });
    child.once("exit", (code, signal) => end(code ?? (signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : 1)));
  });
}
