import { createHash, randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { fail } from "#lib/platform/result.ts";
import { receiveFile } from "./receive-file.ts";
import { sealedBytes } from "./segments.ts";

const root = mkdtempSync(join(tmpdir(), "convosphere-receive-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const never = new AbortController().signal;
let place: { path: string; key: Buffer; id: string };
beforeEach(() => {
  const id = randomUUID();
  place = { id, key: randomBytes(32), path: join(root, "files", "incoming", id) };
});

async function* chunks(content: Buffer, size = 16_384): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

/** Gives what there is and then nothing more, as a client does that is not heard of again. */
async function* hanging(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
  await new Promise(() => {});
}

const MIB = 1024 * 1024;

test("what is received is measured, hashed, and sealed at its path, readable by its owner only", async () => {
  const content = Buffer.concat([Buffer.from("%PDF-1.7\n\x00"), randomBytes(200_000)]);
  const received = await receiveFile(chunks(content), place, never);
  expect(received).toEqual({
    ok: true,
    value: {
      size: content.length,
      sha256: createHash("sha256").update(content).digest(),
      head: content.subarray(0, 4_100),
      encoding: null,
    },
  });
  const sealed = readFileSync(place.path);
  expect(sealed.length).toBe(sealedBytes(content.length));
  expect(sealed.includes("%PDF")).toBe(false);
  expect(sealed.includes(content.subarray(100_000, 100_016))).toBe(false);
  expect(statSync(place.path).mode & 0o777).toBe(0o600);
  expect(statSync(join(root, "files", "incoming")).mode & 0o777).toBe(0o700);
});

test("the beginning of text and its encoding are told, however small the chunks are", async () => {
  const received = await receiveFile(chunks(Buffer.from("Grüße".repeat(2_000)), 1), place, never);
  expect(received).toMatchObject({
    value: { encoding: "utf-8", head: Buffer.from("Grüße".repeat(2_000)).subarray(0, 4_100) },
  });
});

test("10 MiB are taken, one byte more is not, and the rest is not waited for", async () => {
  expect(await receiveFile(chunks(randomBytes(10 * MIB)), place, never)).toMatchObject({ ok: true });
  rmSync(place.path);
  expect(await receiveFile(chunks(randomBytes(10 * MIB + 1)), place, never)).toEqual(fail("too-large"));
  expect(existsSync(place.path)).toBe(false);
  expect(await receiveFile(hanging(randomBytes(200)), { ...place, limit: 199 }, never)).toEqual(fail("too-large"));
});

describe("nothing is left at the path, and the answer says why:", () => {
  const nothingIsLeft = () => expect(readdirSync(join(root, "files", "incoming"))).not.toContain(place.id);

  test("an empty file", async () => {
    expect(await receiveFile(chunks(Buffer.alloc(0)), place, never)).toEqual(fail("empty"));
    nothingIsLeft();
  });

  test("a source that breaks off", async () => {
    async function* breaking(): AsyncGenerator<Buffer> {
      yield randomBytes(300_000);
      throw Object.assign(new Error("aborted"), { code: "ECONNRESET" });
    }
    expect(await receiveFile(breaking(), place, never)).toEqual(fail("broken-off"));
    nothingIsLeft();
  });

  test("an abort before the beginning, or while the source hangs", async () => {
    expect(await receiveFile(hanging(randomBytes(10)), place, AbortSignal.abort())).toEqual(fail("broken-off"));
    nothingIsLeft();
    const abort = new AbortController();
    const received = receiveFile(hanging(randomBytes(300_000)), place, abort.signal);
    await expect.poll(() => existsSync(place.path)).toBe(true);
    abort.abort();
    expect(await received).toEqual(fail("broken-off"));
    nothingIsLeft();
  });

  test("the source is let go of when it is too much", async () => {
    let released = false;
    async function* endless(): AsyncGenerator<Buffer> {
      try {
        for (;;) yield randomBytes(MIB);
      } finally {
        released = true;
      }
    }
    expect(await receiveFile(endless(), place, never)).toEqual(fail("too-large"));
    await expect.poll(() => released).toBe(true);
    nothingIsLeft();
  });
});

test("a file that is there already is never written over", async () => {
  const { path } = place;
  await receiveFile(chunks(Buffer.from("first")), place, never);
  const before = readFileSync(path);
  await expect(receiveFile(chunks(Buffer.from("second")), place, never)).rejects.toThrow("EEXIST");
  expect(readFileSync(path)).toEqual(before);
});

test("an id that is no UUID is refused, and leaves nothing", async () => {
  for (const id of ["../../etc/passwd", "", place.id.toUpperCase(), `${place.id}\n`]) {
    await expect(receiveFile(chunks(Buffer.from("x")), { ...place, id }, never)).rejects.toThrow("must be a UUID");
    expect(existsSync(place.path)).toBe(false);
  }
});

test("a folder that cannot be one is an error of its own, not a full disk", async () => {
  const file = join(root, "a-file");
  writeFileSync(file, "");
  await expect(receiveFile(chunks(Buffer.from("x")), { ...place, path: join(file, place.id) }, never)).rejects.toThrow(
    /EEXIST|ENOTDIR/,
  );
});
