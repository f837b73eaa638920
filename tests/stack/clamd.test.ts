import type { Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { askVersion, ping, scanStream } from "#lib/documents/scan/clamd.ts";
import { scanLimits } from "#lib/documents/scan/numbers.ts";
import { createScanPool } from "#lib/documents/scan/pool.ts";
import { type ClamdServer, freePort, ourMalware, startClamd, startTalker } from "#tests/support/clamd.ts";
import { aGoodText, eicar } from "#tests/support/hostile-files.ts";

const clean = { kind: "clean" };
const unavailable = (reason: string) => ({ kind: "unavailable", reason });

/** A file in pieces; `between` waits before each. */
async function* pieces(content: Buffer, size = 100_000, between: () => Promise<void> | void = () => {}) {
  for (let at = 0; at < content.length; at += size) {
    await between();
    yield content.subarray(at, at + size);
  }
}

const withMalware = (size: number) => {
  const content = Buffer.alloc(size, "an ordinary line\n");
  content.write(ourMalware, size - 1000);
  return content;
};

let running: ClamdServer | null = null;
const server = () => {
  if (running === null) throw new Error("no clamd");
  return running;
};

beforeAll(async () => {
  running = await startClamd();
});

afterAll(() => running?.stop());

let closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

async function aTalker(talk: (socket: Socket) => void) {
  const talker = await startTalker(talk);
  closing.push(talker.close);
  return talker;
}

async function anotherClamd(options: Parameters<typeof startClamd>[0] = {}) {
  const other = await startClamd(options);
  closing.push(other.stop);
  return other;
}

describe("a real clamd", () => {
  test("says clean of a text, of nothing, and of 10 MiB", async () => {
    for (const content of [aGoodText(), Buffer.alloc(0), Buffer.alloc(10 * 1024 * 1024, "x")]) {
      expect(await scanStream(server().address, pieces(content))).toEqual(clean);
    }
  });

  test("finds the EICAR test file and our own signature, wherever the pieces are cut", async () => {
    expect(await scanStream(server().address, pieces(eicar(), 7))).toEqual({
      kind: "infected",
      signature: "Eicar.Test.UNOFFICIAL",
    });
    const signature = "ConvoSphere.Test.UNOFFICIAL";
    expect(await scanStream(server().address, pieces(withMalware(3_000_000)))).toEqual({ kind: "infected", signature });
    expect(await scanStream(server().address, pieces(withMalware(3_000_000), 3_000_000))).toEqual({
      kind: "infected",
      signature,
    });
  });

  test("answers who it is", async () => {
    await ping(server().address);
    expect(await askVersion(server().address)).toEqual({ name: expect.stringMatching(/^ClamAV \d/), date: null });
  });

  test("is reached over TCP as over a socket", async () => {
    const { address, url } = await anotherClamd({ port: await freePort() });
    expect(url).toMatch(/^tcp:/);
    expect(await scanStream(address, pieces(eicar()))).toMatchObject({ kind: "infected" });
  });

  test("asked by twenty at once gives each its own answer, four at a time", async () => {
    const pool = createScanPool(server().address);
    let open = 0;
    let most = 0;
    let allOpen = () => {};
    const full = new Promise<void>((resolve) => {
      allOpen = resolve;
    });
    const scans = Array.from({ length: 20 }, async (_, i) => {
      async function* counted() {
        most = Math.max(most, ++open);
        if (open === scanLimits.atOnce) allOpen();
        await full;
        yield* pieces(i % 2 === 0 ? withMalware(500_000) : Buffer.alloc(500_000, "x"));
        open--;
      }
      return (await pool.scan(counted())).kind;
    });
    const expected = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? "infected" : "clean"));
    expect(await Promise.all(scans)).toEqual(expected);
    expect(most).toBe(scanLimits.atOnce);
  });

  test("given more than it takes says so", async () => {
    const { address } = await anotherClamd({ streamMaxLength: "1M" });
    expect(await scanStream(address, pieces(Buffer.alloc(900_000, "x")))).toEqual(clean);
    const slowly = pieces(
      Buffer.alloc(3_000_000, "x"),
      100_000,
      () => new Promise((resolve) => setTimeout(resolve, 5)),
    );
    expect(await scanStream(address, slowly)).toEqual({ kind: "too-large" });
  });

  test("killed in the middle of a file is unavailable, and used again when it is back", async () => {
    const port = await freePort();
    const first = await startClamd({ port });
    const pool = createScanPool(first.address);
    let sent = 0;
    const killing = pieces(Buffer.alloc(2_000_000, "x"), 100_000, async () => {
      if (++sent === 10) await first.stop();
    });
    expect(await pool.scan(killing)).toEqual(unavailable("broken-off"));
    expect(await pool.scan(pieces(aGoodText()))).toEqual(unavailable("no-connection"));
    await anotherClamd({ port });
    expect(await pool.scan(pieces(aGoodText()))).toMatchObject({
      kind: "clean",
      version: expect.stringMatching(/^ClamAV/),
    });
  });

  test("killed after it got the whole file, before it answered, is unavailable", async () => {
    const other = await startClamd();
    const version = await askVersion(other.address);
    expect(version.name).toBeTruthy();
    async function* thenPaused() {
      yield aGoodText();
      other.pause();
    }
    const scanning = scanStream(other.address, thenPaused());
    await new Promise((resolve) => setTimeout(resolve, 100));
    await other.stop();
    expect(await scanning).toEqual(unavailable("broken-off"));
  });
});

describe("something that is no clamd is never taken for one that said clean:", () => {
  test("one that accepts and never answers", async () => {
    const { address, sockets } = await aTalker((socket) => socket.resume());
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const scanning = scanStream(address, pieces(aGoodText()));
    await vi.waitUntil(() => vi.getTimerCount() > 0 && sockets.size > 0, { timeout: 5000 });
    // The steps before the wait for the verdict take no time; then it is long.
    for (let i = 0; i < 20; i++) await vi.advanceTimersByTimeAsync(scanLimits.verdictMs / 10);
    expect(await scanning).toEqual(unavailable("too-slow"));
    vi.useRealTimers();
    await vi.waitUntil(() => sockets.size === 0, { timeout: 5000 });
  });

  test("one that takes the beginning and then nothing more", async () => {
    const { address } = await aTalker((socket) => socket.pause());
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const scanning = scanStream(address, pieces(Buffer.alloc(30_000_000)));
    let verdict: unknown;
    void scanning.then((given) => {
      verdict = given;
    });
    // Until the buffers between are full, and one step is over.
    await vi.waitUntil(
      async () => {
        await vi.advanceTimersByTimeAsync(100);
        return verdict !== undefined;
      },
      { timeout: 20_000, interval: 1 },
    );
    expect(verdict).toEqual(unavailable("too-slow"));
  });

  const answers: [string, string][] = [
    ["a web server", "HTTP/1.1 400 Bad Request\r\n\r\n\0"],
    ["words around the sentence", "all good, stream: OK\0"],
    ["the sentence in other letters", "stream: ok\0"],
    ["an error", "stream: Can't allocate memory ERROR\0"],
    ["an unknown command", "UNKNOWN COMMAND\0"],
    ["a finding without a name", "stream:  FOUND\0"],
    ["nothing", "\0"],
    ["binary rubbish", "\x01\x02\xff\xfe\0"],
  ];
  for (const [what, answer] of answers) {
    test(`one that answers ${what}`, async () => {
      // Once the end of the file has come.
      const { address } = await aTalker((socket) =>
        socket.on("data", (chunk: Buffer) => {
          if (chunk.subarray(-4).equals(Buffer.alloc(4))) socket.write(answer, "latin1");
        }),
      );
      expect(await scanStream(address, pieces(aGoodText()))).toEqual(unavailable("unknown-answer"));
    });
  }

  test("one that talks without end", async () => {
    const { address } = await aTalker((socket) => {
      const talk = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(60_000, "blah")));
      };
      socket.on("drain", talk).resume();
      talk();
    });
    expect(await scanStream(address, pieces(aGoodText()))).toEqual(unavailable("unknown-answer"));
    await expect(ping(address)).rejects.toMatchObject({ reason: "unknown-answer" });
  });

  test("one that says clean before it has the file", async () => {
    const { address } = await aTalker((socket) => socket.resume().write("stream: OK\0"));
    const slowly = pieces(Buffer.alloc(300_000), 100_000, () => new Promise((resolve) => setTimeout(resolve, 20)));
    expect(await scanStream(address, slowly)).toEqual(unavailable("unknown-answer"));
  });

  test("one that answers half a sentence and hangs up, and one that is not there", async () => {
    const { address } = await aTalker((socket) => socket.once("data", () => socket.end("stream: OK")));
    expect(await scanStream(address, pieces(aGoodText()))).toEqual(unavailable("broken-off"));
    const nobody = { host: "127.0.0.1", port: await freePort() };
    expect(await scanStream(nobody, pieces(aGoodText()))).toEqual(unavailable("no-connection"));
    expect(await scanStream({ path: "/nowhere/at/all" }, pieces(aGoodText()))).toEqual(unavailable("no-connection"));
  });
});

test("the framing is that of the protocol: the command, then length and bytes of each chunk, then a length of zero", async () => {
  const received: Buffer[] = [];
  const { address } = await aTalker((socket) =>
    socket.on("data", (chunk: Buffer) => {
      received.push(chunk);
      if (Buffer.concat(received).subarray(-4).equals(Buffer.alloc(4))) socket.end("stream: OK\0");
    }),
  );
  const content = Buffer.alloc(scanLimits.chunkBytes + 1, "x");
  expect(await scanStream(address, pieces(content, content.length))).toEqual(clean);
  const length = (bytes: number) => Buffer.from(bytes.toString(16).padStart(8, "0"), "hex");
  const chunk = content.subarray(1);
  const frames = [Buffer.from("zINSTREAM\0"), length(chunk.length), chunk, length(1), Buffer.from("x"), length(0)];
  expect(Buffer.concat(received)).toEqual(Buffer.concat(frames));
});

test("a file that cannot be read is the reader's error, and its place in line is free again", async () => {
  const pool = createScanPool(server().address, { atOnce: 1 });
  async function* damaged() {
    yield aGoodText();
    throw new Error("damaged");
  }
  await expect(pool.scan(damaged())).rejects.toThrow("damaged");
  expect(await pool.scan(pieces(aGoodText()))).toMatchObject(clean);
});

test("who gives up leaves the line, and is never scanned", async () => {
  const pool = createScanPool(server().address, { atOnce: 1 });
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const held = pool.scan(pieces(aGoodText(), 10_000, () => gate));
  const leaving = new AbortController();
  const read = vi.fn(() => pieces(aGoodText()));
  const waiting = pool.scan({ [Symbol.asyncIterator]: read }, leaving.signal);
  leaving.abort(new Error("left"));
  await expect(waiting).rejects.toThrow("left");
  const next = pool.scan(pieces(eicar()));
  go();
  expect([(await held).kind, (await next).kind]).toEqual(["clean", "infected"]);
  expect(read).not.toHaveBeenCalled();

  const middle = new AbortController();
  const stopped = pool.scan(
    pieces(Buffer.alloc(200_000), 100_000, () => middle.abort(new Error("stopped"))),
    middle.signal,
  );
  await expect(stopped).rejects.toThrow("stopped");
});

test("the version is asked once in five minutes, so that new signatures are noticed, and again after a failure", async () => {
  let said = "ClamAV 1.4.6/27810/Sat Nov 21 09:12:41 2026\0";
  const asked = vi.fn();
  const { address } = await aTalker((socket) =>
    socket.on("data", (chunk: Buffer) => {
      asked(chunk.toString());
      socket.end(said);
    }),
  );
  let now = 0;
  const pool = createScanPool(address, { now: () => now });
  const first = { name: "ClamAV 1.4.6/27810", date: new Date("2026-11-21T09:12:41Z") };
  expect(await Promise.all([pool.version(), pool.version()])).toEqual([first, first]);
  said = "ClamAV 1.4.6/27811/Sun Nov 22 09:12:41 2026\0";
  now = scanLimits.versionMs - 1;
  expect(await pool.version()).toEqual(first);
  now = scanLimits.versionMs;
  expect(await pool.version()).toMatchObject({ name: "ClamAV 1.4.6/27811" });
  expect(asked.mock.calls).toEqual([["zVERSION\0"], ["zVERSION\0"]]);

  now *= 2;
  said = "who knows\0";
  await expect(pool.version()).rejects.toMatchObject({ reason: "unknown-answer" });
  expect(await pool.scan(pieces(aGoodText()))).toEqual(unavailable("unknown-answer"));
  said = "ClamAV 1.5.0\0";
  expect(await pool.version()).toEqual({ name: "ClamAV 1.5.0", date: null });
});
