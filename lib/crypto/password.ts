import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { processState } from "#lib/platform/process-state.ts";

const derive = promisify(argon2);

// NUMBERS, identity: argon2id, 64 MiB, t = 3, p = 1. RFC 9106 section 4 names these as the second recommended option.
const MEMORY_KIB = 64 * 1024;
const PASSES = 3;
const LANES = 1;
const TAG_BYTES = 32;

/** Each hash takes 64 MiB and a core for a third of a second: more than four at once would only starve the rest. */
const MOST_AT_ONCE = 4;

/** A PHC string, with a fresh salt. */
export async function hashPassword(password: string): Promise<string> {
  return takeTurn(() => hash(password));
}

/** The same, unless `mayTry`, which is asked when its turn has come, says that it is of no use any more: null then. */
export async function hashPasswordIf(mayTry: () => Promise<boolean>, password: string): Promise<string | null> {
  return takeTurn(async () => ((await mayTry()) ? hash(password) : null));
}

async function hash(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await run(password, salt, MEMORY_KIB, PASSES);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(salt)}$${unpadded(tag)}`;
}

/**
 * Compares in constant time. With `stored` null (no such account, or no password) the same work is done and the answer
 * is no, so that time does not tell whether an account exists. `mayTry` is asked when its turn has come: a no is the answer
 * then, and nothing is computed.
 */
export async function verifyPassword(
  stored: string | null,
  password: string,
  mayTry: () => Promise<boolean> = async () => true,
): Promise<boolean> {
  const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(stored ?? "");
  const [, memory, passes, salt, tag] = phc ?? [];
  const expected = Buffer.from(tag ?? "", "base64");
  const nonce = salt === undefined ? randomBytes(16) : Buffer.from(salt, "base64");
  const derived = await takeTurn(async () =>
    (await mayTry()) ? run(password, nonce, Number(memory ?? MEMORY_KIB), Number(passes ?? PASSES)) : null,
  );
  return derived !== null && expected.length === derived.length && timingSafeEqual(expected, derived);
}

/** NFKC, so that the same password typed on another keyboard is the same bytes (NIST SP 800-63B 3.1.1.2). */
function run(password: string, nonce: Buffer, memory: number, passes: number): Promise<Buffer> {
  return derive("argon2id", {
    message: Buffer.from(password.normalize("NFKC")),
    nonce,
    parallelism: LANES,
    tagLength: TAG_BYTES,
    memory,
    passes,
  }) as Promise<Buffer>;
}

const unpadded = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");

const turns = processState("crypto.password-turns", () => ({ running: 0, waiting: [] as (() => void)[] }));

async function takeTurn<T>(work: () => Promise<T>): Promise<T> {
  if (turns.running >= MOST_AT_ONCE) await new Promise<void>((go) => turns.waiting.push(go));
  else turns.running += 1;
  try {
    return await work();
  } finally {
    const next = turns.waiting.shift();
    if (next === undefined) turns.running -= 1;
    else next(); // hands its place on
  }
}
