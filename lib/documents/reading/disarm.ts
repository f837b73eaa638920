import module, { registerHooks, syncBuiltinESMExports } from "node:module";

/**
 * Takes the network away from this process, and with it whatever else could reach beyond it. Node's permissions stop
 * reading, writing, child processes, threads and native code, but not connections. Import it before everything else.
 */

/** What the libraries that read documents are built on. None of it connects to anything. */
const needed = new Set(
  (
    "assert async_hooks buffer constants crypto diagnostics_channel events fs fs/promises module os path path/posix path/win32 " +
    "perf_hooks process punycode querystring stream stream/consumers stream/promises stream/web string_decoder timers " +
    "timers/promises url util util/types zlib"
  ).split(" "),
);

class Disarmed extends Error {
  constructor(what: string) {
    super(`${what} is not there for a process that reads documents`);
    this.name = "Disarmed";
  }
}

const bare = (name: string) => name.replace(/^node:/, "");
const isBuiltin = (name: string) => name.startsWith("node:") || module.isBuiltin(name);

function check(name: string): void {
  if (isBuiltin(name) && !needed.has(bare(name))) throw new Disarmed(name);
}

registerHooks({
  resolve(specifier, context, next) {
    check(specifier);
    const resolved = next(specifier, context);
    check(resolved.url);
    return resolved;
  },
  load(url, context, next) {
    check(url);
    if (!/^(?:file|node):/.test(url)) throw new Disarmed(url);
    return next(url, context);
  },
});

function refuse(what: string): () => never {
  return function refused() {
    throw new Disarmed(what);
  };
}

function replace(owner: object, name: string, value: unknown): void {
  // Deleted first: defining over a global that Node makes at its first use makes it, which costs a tenth of a second.
  Reflect.deleteProperty(owner, name);
  Object.defineProperty(owner, name, { value, writable: false, configurable: false, enumerable: false });
}

const load = process.getBuiltinModule;
replace(process, "getBuiltinModule", (name: string) => {
  check(name);
  if (!isBuiltin(name)) return undefined;
  return load(name);
});
// Hooks that are added later run first, and might answer in place of ours.
for (const name of ["register", "registerHooks"]) replace(module, name, refuse(name));
syncBuiltinESMExports();

for (const name of ["fetch", "WebSocket", "EventSource"]) replace(globalThis, name, refuse(name));
for (const name of ["binding", "_linkedBinding", "dlopen", "kill", "_kill", "_debugProcess", "execve"])
  replace(process, name, refuse(name));
// Node opens these as sockets, whose class could open others. The worker reads and writes by number.
for (const name of ["stdin", "stdout", "stderr"]) {
  Object.defineProperty(process, name, { get: refuse(`process.${name}`), configurable: false });
}
const silence = () => undefined;
replace(globalThis, "console", Object.fromEntries(Object.keys(console).map((name) => [name, silence])));
