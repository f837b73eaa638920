import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { BlobMissingError } from "#lib/documents/store/blob-store.ts";
import { openFile } from "#lib/documents/store/open-file.ts";
import { incomingFolder, openStore } from "#lib/documents/store/open-store.ts";
import { openS3Store, type S3Settings } from "#lib/documents/store/s3-store.ts";
import { forgetProcessState } from "#lib/platform/process-state.ts";
import { readAll, receivedFile } from "#tests/support/files.ts";
import { type S3Server, selfSigned, startS3 } from "#tests/support/s3.ts";

const folder = mkdtempSync(join(tmpdir(), "convosphere-s3-test-"));
let server: S3Server;

beforeAll(async () => {
  server = await startS3();
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a stored file is read back whole or in part, and has left this machine", async () => {
  const store = await openS3Store(server.settings);
  await store.check();
  const { file, path, content } = await receivedFile(folder);
  const sealed = readFileSync(path);
  await store.put(file.id, path);
  expect(existsSync(path)).toBe(false);
  expect(await store.size(file.id)).toBe(sealed.length);
  expect((await readAll(store.read(file.id))).equals(sealed)).toBe(true);
  expect((await readAll(openFile(store, file))).equals(content)).toBe(true);
  const range = { start: 70_000, end: 140_001 };
  expect((await readAll(openFile(store, file, range))).equals(content.subarray(70_000, 140_001))).toBe(true);
});

test("sealed bytes come by place; what lies beyond the end is left out", async () => {
  const store = await openS3Store(server.settings);
  const { file, path } = await receivedFile(folder, 1_000);
  const sealed = readFileSync(path);
  await store.put(file.id, path);
  const read = (from?: number, to?: number) => readAll(store.read(file.id, from, to));
  expect(await read(0, 8)).toEqual(sealed.subarray(0, 8));
  expect(await read(1_000, 9_999)).toEqual(sealed.subarray(1_000));
  expect((await read(5, 5)).length + (await read(6, 5)).length + (await read(99_999, 100_000)).length).toBe(0);
});

test("a removed file is gone, and one that never was is no error to remove", async () => {
  const store = await openS3Store(server.settings);
  const { file, path } = await receivedFile(folder);
  await store.put(file.id, path);
  await store.remove(file.id);
  await store.remove(file.id);
  expect(await store.size(file.id)).toBeNull();
  await expect(readAll(openFile(store, file))).rejects.toThrow(BlobMissingError);
});

test("an id that could be another place in the bucket is refused by everything", async () => {
  const store = await openS3Store(server.settings);
  const { path } = await receivedFile(folder);
  for (const id of ["../other", "", `${randomUUID()}?acl`]) {
    const tries = [
      () => store.put(id, path),
      () => readAll(store.read(id)),
      () => store.remove(id),
      () => store.size(id),
    ];
    for (const work of tries) await expect(work()).rejects.toThrow("must be a UUID");
  }
});

test("a bucket that is not there, or keys that are not known, fail the check and each upload, which leaves nothing", async () => {
  for (const wrong of [{ bucket: "another-bucket" }, { accessKeyId: "nobody" }]) {
    const store = await openS3Store({ ...server.settings, ...wrong });
    await expect(store.check()).rejects.toThrow();
    const { file, path } = await receivedFile(folder);
    await expect(store.put(file.id, path)).rejects.toThrow();
    expect(existsSync(path)).toBe(false);
    expect(await (await openS3Store(server.settings)).size(file.id)).toBeNull();
  }
});

test("the store of a process is the disk, and the bucket as soon as the environment names one", async () => {
  const reopen = () => {
    forgetProcessState("env");
    forgetProcessState("documents.store");
    return openStore();
  };
  try {
    const disk = await reopen();
    const { file, path } = await receivedFile(incomingFolder());
    await disk.put(file.id, path);
    const { settings } = server;
    vi.stubEnv("S3_BUCKET", settings.bucket);
    vi.stubEnv("S3_ENDPOINT", settings.endpoint);
    vi.stubEnv("S3_ACCESS_KEY_ID", settings.accessKeyId);
    vi.stubEnv("S3_SECRET_ACCESS_KEY", settings.secretAccessKey);
    const bucket = await reopen();
    expect(await bucket.size(file.id)).toBeNull();
    const another = await receivedFile(incomingFolder());
    await bucket.put(another.file.id, another.path);
    expect(await (await openS3Store(settings)).size(another.file.id)).not.toBeNull();
    expect(await disk.size(another.file.id)).toBeNull();
    expect(await openStore()).toBe(bucket);
  } finally {
    vi.unstubAllEnvs();
    forgetProcessState("env");
    forgetProcessState("documents.store");
  }
});

describe("over TLS", () => {
  const unverified = /self[- ]signed|unable to verify/i;
  let tls: S3Server;
  let caFile: string;
  beforeAll(async () => {
    const certificate = selfSigned(folder, "IP:127.0.0.1");
    caFile = certificate.certFile;
    tls = await startS3(certificate);
  });
  afterAll(() => tls.stop());
  afterEach(() => vi.unstubAllEnvs());

  test("a certificate of an unknown authority is refused, whatever the environment says about checking", async () => {
    const store = await openS3Store(tls.settings);
    await expect(store.check()).rejects.toThrow(unverified);
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    await expect((await openS3Store(tls.settings)).check()).rejects.toThrow(unverified);
    // Of a size for which the client would choose another way to send.
    const { file, path } = await receivedFile(folder, 3_000_000);
    await expect(store.put(file.id, path)).rejects.toThrow(unverified);
    expect(existsSync(path)).toBe(false);
  });

  test("one of the configured authority is accepted, and files go through", async () => {
    const store = await openS3Store({ ...tls.settings, caFile });
    await store.check();
    const { file, path, content } = await receivedFile(folder, 3_000_000);
    await store.put(file.id, path);
    expect((await readAll(openFile(store, file))).equals(content)).toBe(true);
  });

  test("another configured authority, or a certificate for another host, is refused", async () => {
    const other = selfSigned(folder, "DNS:files.example.org");
    const store = await openS3Store({ ...tls.settings, caFile: other.certFile });
    await expect(store.check()).rejects.toThrow(unverified);
    const elsewhere = await startS3(other);
    const named = await openS3Store({ ...elsewhere.settings, caFile: other.certFile });
    await expect(named.check()).rejects.toThrow(/altnames/);
    await elsewhere.stop();
  });

  test("a file of certificates that is none stops the start with a sentence", async () => {
    const noPem = join(folder, "no.pem");
    writeFileSync(noPem, "no certificate");
    for (const wrong of [noPem, join(folder, "nowhere.pem")])
      await expect(openS3Store({ ...tls.settings, caFile: wrong })).rejects.toThrow("S3_CA_FILE names no file");
  });
});

describe("a server in trouble", () => {
  const running: { close(): void }[] = [];
  afterEach(() => {
    for (const each of running.splice(0)) each.close();
  });

  async function serverThat(answers: RequestListener): Promise<S3Settings> {
    const trouble = createServer(answers).listen(0, "127.0.0.1");
    await once(trouble, "listening");
    running.push({ close: () => trouble.close().closeAllConnections() });
    return { ...server.settings, endpoint: `http://127.0.0.1:${(trouble.address() as AddressInfo).port}` };
  }

  test("that fails for a moment gets the whole file at the next try", async () => {
    const bodies: Buffer[] = [];
    const settings = await serverThat(async (request, response) => {
      bodies.push(await readAll(request));
      if (bodies.length === 1) return request.socket.destroy();
      response.writeHead(bodies.length === 2 ? 503 : 200).end();
    });
    const { file, path } = await receivedFile(folder, 300_000);
    const sealed = readFileSync(path);
    await (await openS3Store(settings)).put(file.id, path);
    expect(bodies.map((body) => body.equals(sealed))).toEqual([true, true, true]);
  });

  test("that cuts an answer short makes the read fail, instead of giving less", async () => {
    const settings = await serverThat((_request, response) => {
      response.writeHead(206, { "content-length": 100_000 }).write(Buffer.alloc(5_000));
      setTimeout(() => response.destroy(), 50);
    });
    const store = await openS3Store(settings);
    await expect(readAll(store.read(randomUUID()))).rejects.toThrow();
  });

  test("that hangs, before its answer or in it, is given up", async () => {
    const silent = await openS3Store(await serverThat(() => {}), 200);
    await expect(silent.size(randomUUID())).rejects.toThrow();
    const stuck = await serverThat((_request, response) => {
      response.writeHead(206, { "content-length": 100_000 }).write(Buffer.alloc(5_000));
    });
    await expect(readAll((await openS3Store(stuck, 200)).read(randomUUID()))).rejects.toThrow();
  });

  test("that is away refuses an upload and leaves nothing on this machine", async () => {
    const settings = await serverThat(() => {});
    for (const each of running.splice(0)) each.close();
    const { file, path } = await receivedFile(folder);
    await expect((await openS3Store(settings)).put(file.id, path)).rejects.toThrow();
    expect(existsSync(path)).toBe(false);
  });
});
