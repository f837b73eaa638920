/**
 * One value per process, made at first use. Next bundles middleware, routes and instrumentation apart, so a module-level
 * variable exists several times; on the Node runtime they share `globalThis`, and so does the server around Next.
 */
export function processState<T>(name: string, make: () => T): T {
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`convosphere.${name}`);
  store[key] ??= make();
  return store[key] as T;
}

/** Forgets a value, so that the next use makes it anew. For shutdown and tests. */
export function forgetProcessState(name: string): void {
  delete (globalThis as unknown as Record<symbol, unknown>)[Symbol.for(`convosphere.${name}`)];
}
