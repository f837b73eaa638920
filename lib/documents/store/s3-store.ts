import { createHash, X509Certificate } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { getCACertificates } from "node:tls";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { Env } from "#lib/platform/env.ts";
import { StartupError } from "#lib/platform/startup-error.ts";
import { BlobMissingError, type BlobStore } from "./blob-store.ts";
import { requireFileId } from "./segments.ts";

export type S3Settings = NonNullable<Env["s3"]>;

/** A connection on which nothing moves for this long is given up. Milliseconds. */
const PATIENCE = 20_000;
const CONNECT_PATIENCE = 5_000;
const MOST_TRIES = 3;
const PAUSE_BETWEEN_TRIES = 200;
const ignore = () => {};
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Files in a bucket of S3 or of a server that speaks like it. Throws {@link StartupError} when the CA file is none. */
export async function openS3Store(settings: S3Settings, patience = PATIENCE): Promise<BlobStore> {
  const { bucket: Bucket } = settings;
  const s3 = await connect(settings, patience);
  // A bucket may hold backups, too.
  const place = (id: string) => ({ Bucket, Key: `files/${requireFileId(id)}` });
  return {
    async put(id, path) {
      const object = place(id);
      try {
        await upload(s3, object, path);
      } catch (error) {
        // The answer may have been lost after the file had arrived.
        if (!isRefusal(error)) await s3.send(new DeleteObjectCommand(object)).catch(ignore);
        throw error;
      } finally {
        await rm(path, { force: true });
      }
    },
    async *read(id, from = 0, to = Number.POSITIVE_INFINITY) {
      const object = place(id);
      if (from >= to) return;
      const Range = `bytes=${from}-${to === Number.POSITIVE_INFINITY ? "" : to - 1}`;
      try {
        const answer = await s3.send(new GetObjectCommand({ ...object, Range }));
        yield* answer.Body as Readable;
      } catch (error) {
        const status = statusOf(error);
        if (status === 416) return; // wholly beyond the end
        throw status === 404 ? new BlobMissingError(id) : error;
      }
    },
    async remove(id) {
      await s3.send(new DeleteObjectCommand(place(id)));
    },
    async size(id) {
      try {
        return (await s3.send(new HeadObjectCommand(place(id)))).ContentLength ?? null;
      } catch (error) {
        if (statusOf(error) === 404) return null;
        throw error;
      }
    },
    async check() {
      await s3.send(new HeadBucketCommand({ Bucket }));
    },
  };
}

async function connect(settings: S3Settings, patience: number): Promise<S3Client> {
  // Said here, so that NODE_TLS_REJECT_UNAUTHORIZED changes nothing.
  const tls = { rejectUnauthorized: true, minVersion: "TLSv1.2" as const, ...(await authorities(settings.caFile)) };
  return new S3Client({
    endpoint: settings.endpoint,
    region: settings.region,
    forcePathStyle: settings.pathStyle,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    maxAttempts: MOST_TRIES,
    // Servers that only speak like S3 do not know its newer checksums.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    // It would print to the console what its errors say anyhow.
    logger: silent,
    // An agent, not its options: for larger uploads (`Expect: 100-continue`) the client makes one of its own out of
    // nothing, which knows neither our authorities nor that certificates are to be checked.
    expectContinueHeader: false,
    requestHandler: {
      connectionTimeout: CONNECT_PATIENCE,
      socketTimeout: patience,
      httpAgent: new HttpAgent({ keepAlive: true }),
      httpsAgent: new HttpsAgent({ keepAlive: true, ...tls }),
    },
  });
}

/** The certificate authorities Node knows, and the one that signed the server's certificate. */
async function authorities(caFile: string | null): Promise<{ ca?: string[] }> {
  if (caFile === null) return {};
  try {
    const pem = await readFile(caFile, "utf8");
    new X509Certificate(pem); // throws when it holds none
    return { ca: [...getCACertificates("default"), pem] };
  } catch (cause) {
    throw new StartupError(`S3_CA_FILE names no file of certificates that can be read: ${caFile}`, { cause });
  }
}

/** The client repeats what fails by the network or the server, but a stream it cannot send twice: that is done here. */
async function upload(s3: S3Client, object: { Bucket: string; Key: string }, path: string): Promise<void> {
  const { size } = await stat(path);
  const ChecksumSHA256 = await hashFile(path);
  for (let tries = 1; ; tries++) {
    const Body = createReadStream(path);
    try {
      // The server compares the checksum where it knows how; the length it always does.
      await s3.send(new PutObjectCommand({ ...object, Body, ContentLength: size, ChecksumSHA256 }));
      return;
    } catch (error) {
      if (isRefusal(error) || tries === MOST_TRIES) throw error;
      await pause(PAUSE_BETWEEN_TRIES * tries);
    } finally {
      Body.destroy();
    }
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("base64");
}

/** The server has judged the request: it will not judge otherwise, and has stored nothing. */
function isRefusal(error: unknown): boolean {
  const status = statusOf(error) ?? 500;
  return status < 500;
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
