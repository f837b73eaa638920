import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import type { Env } from "#lib/platform/env.ts";

export type S3Server = { settings: NonNullable<Env["s3"]>; stop(): Promise<void> };

/** A server that speaks S3, with one empty bucket, on a free port; with a certificate it speaks TLS. */
export async function startS3(tls?: Certificate): Promise<S3Server> {
  const directory = mkdtempSync(join(tmpdir(), "convosphere-s3-"));
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    directory,
    silent: true,
    configureBuckets: [{ name: "convosphere" }],
    ...(tls === undefined ? {} : { key: readFileSync(tls.keyFile), cert: readFileSync(tls.certFile) }),
  });
  const { port } = await server.run();
  return {
    settings: {
      bucket: "convosphere",
      endpoint: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
      region: "us-east-1",
      accessKeyId: "S3RVER",
      secretAccessKey: "S3RVER",
      pathStyle: true,
      caFile: null,
    },
    async stop() {
      const closed = once(server.httpServer, "close");
      server.httpServer.close();
      server.httpServer.closeAllConnections();
      await closed;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Paths of PEM files. */
export type Certificate = { keyFile: string; certFile: string };

/** Signs a certificate with itself, so that it is its own authority. `name` as OpenSSL writes it, such as `IP:127.0.0.1`. */
export function selfSigned(folder: string, name: string): Certificate {
  const file = join(folder, name.replace(/\W/g, "-"));
  const [keyFile, certFile] = [`${file}.key`, `${file}.pem`];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"];
  const names = ["-subj", "/CN=a server of files", "-addext", `subjectAltName=${name}`];
  execFileSync("openssl", ["req", "-x509", "-days", "2", ...curve, ...names, "-keyout", keyFile, "-out", certFile], {
    stdio: "pipe",
  });
  return { keyFile, certFile };
}
