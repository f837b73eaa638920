import { type ClamdAddress, ClamdConnection, ScannerFailed } from "./connection.ts";
import { scanLimits } from "./numbers.ts";

/** `signature` is clamd's name for what it found. "unavailable": ask again later; never to be taken for "clean". */
export type Verdict =
  | { kind: "clean" }
  | { kind: "infected"; signature: string }
  | { kind: "too-large" }
  | { kind: "unavailable"; reason: ScannerFailed["reason"] };

/**
 * `name` is engine and signatures, "ClamAV 1.4.6/27810": another name, other signatures. `date` is the day of the
 * signatures, null where clamd has only other databases than the daily one.
 */
export type ScannerVersion = { name: string; date: Date | null };

/**
 * Has clamd look at a file (INSTREAM of its protocol: chunks with their length in four bytes before, an empty one last).
 * What `source` throws is thrown; whatever goes wrong with clamd is a verdict.
 */
export async function scanStream(
  address: ClamdAddress,
  source: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<Verdict> {
  // A scanner that takes a little at each step must not hold a file, and the file's place in line, for hours.
  const late = AbortSignal.timeout(scanLimits.wholeMs);
  try {
    return await withConnection(
      address,
      signal === undefined ? late : AbortSignal.any([signal, late]),
      async (connection) => {
        await connection.write(Buffer.from("zINSTREAM\0"));
        for await (const piece of source) {
          for (let at = 0; at < piece.length; at += scanLimits.chunkBytes) {
            await connection.write(framed(piece.subarray(at, at + scanLimits.chunkBytes)));
          }
          if (connection.answered) break;
        }
        const complete = !connection.answered;
        await connection.write(framed(new Uint8Array(0)));
        return verdictOf(await connection.answer(scanLimits.verdictMs), complete);
      },
    );
  } catch (error) {
    if (error instanceof ScannerFailed) return { kind: "unavailable", reason: error.reason };
    throw error;
  }
}

/** Throws {@link ScannerFailed}. */
export async function ping(address: ClamdAddress): Promise<void> {
  if ((await ask(address, "PING")) !== "PONG") throw new ScannerFailed("unknown-answer");
}

/** Throws {@link ScannerFailed}. */
export async function askVersion(address: ClamdAddress): Promise<ScannerVersion> {
  const answer = await ask(address, "VERSION");
  // "ClamAV 1.4.6/27810/Sat Nov 21 09:12:41 2026", or the first part alone.
  const [, name, date] = /^(ClamAV [\w.~+-]{1,60}(?:\/\d{1,10})?)(?:\/([\w :]{10,40}))?$/.exec(answer) ?? [];
  if (name === undefined) throw new ScannerFailed("unknown-answer");
  const time = date === undefined ? Number.NaN : Date.parse(`${date} UTC`);
  return { name, date: Number.isNaN(time) ? null : new Date(time) };
}

function ask(address: ClamdAddress, command: "PING" | "VERSION"): Promise<string> {
  return withConnection(address, undefined, async (connection) => {
    await connection.write(Buffer.from(`z${command}\0`));
    return connection.answer(scanLimits.stepMs);
  });
}

async function withConnection<T>(
  address: ClamdAddress,
  signal: AbortSignal | undefined,
  work: (connection: ClamdConnection) => Promise<T>,
): Promise<T> {
  const connection = await ClamdConnection.open(address, signal);
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
}

function framed(chunk: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(4 + chunk.length);
  frame.writeUInt32BE(chunk.length, 0);
  frame.set(chunk, 4);
  return frame;
}

/** Only the one sentence that clamd says of a clean file means clean, and only when it has seen the whole file. */
function verdictOf(answer: string, complete: boolean): Verdict {
  if (answer === "stream: OK" && complete) return { kind: "clean" };
  const signature = /^stream: ([\x21-\x7e]{1,200}) FOUND$/.exec(answer)?.[1];
  if (signature !== undefined) return { kind: "infected", signature };
  if (answer.startsWith("INSTREAM size limit exceeded")) return { kind: "too-large" };
  throw new ScannerFailed("unknown-answer");
}
