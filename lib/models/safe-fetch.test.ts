import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { isRefusedAddress } from "./refused-addresses.ts";
import { openUpstream, safeLookup } from "./safe-fetch.ts";

describe("addresses", () => {
  test.each([
    "169.254.169.254",
    "169.254.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "224.0.0.1",
    "255.255.255.255",
    "fe80::1",
    "fe80::1%eth0",
    "febf::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "ff02::1",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "::169.254.169.254",
    "64:ff9b::169.254.169.254",
    "64:ff9b::a9fe:1",
    "2002:a9fe:a9fe::1",
    "::ffff:100.100.100.200",
    "64:ff9b::100.100.100.200",
    "2002:6464:64c8::1",
    "localhost",
    "",
  ])("%s is never connected to", (address) => {
    expect(isRefusedAddress(address)).toBe(true);
  });

  test.each([
    "127.0.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.10",
    "100.64.0.1",
    "169.253.255.255",
    "169.255.0.0",
    "8.8.8.8",
    "::1",
    "fd00::1",
    "fd00:ec2::253",
    "fec0::1".replace("fec0", "fd12"),
    "::ffff:10.0.0.1",
    "2001:4860:4860::8888",
    "64:ff9b::8.8.8.8",
  ])("%s may hold a model server", (address) => {
    expect(isRefusedAddress(address)).toBe(false);
  });
});

const resolveAll = promisify((name: string, all: boolean, done: (error: Error | null, address: unknown) => void) =>
  (safeLookup as (...args: [string, object, Parameters<LookupFunction>[2]]) => void)(name, { all }, done),
);

test("a name that resolves to a refused address finds nothing, one of ours finds its address", async () => {
  expect(await resolveAll("localhost", false)).toMatch(/^(?:127\.0\.0\.1|::1)$/);
  expect(await resolveAll("localhost", true)).toContainEqual({ address: "127.0.0.1", family: 4 });
  // A numeric name resolves to itself without any network: the lookup's own check, at the moment of connecting.
  await expect(resolveAll("169.254.169.254", true)).rejects.toMatchObject({ failure: "unreachable" });
  await expect(resolveAll("169.254.169.254", false)).rejects.toMatchObject({ failure: "unreachable" });
});

const post = (url: string, signal = new AbortController().signal) =>
  openUpstream({ url: new URL(url), headers: {}, body: "{}", signal, connectMs: 1000 });

test.each([
  "ftp://127.0.0.1/",
  "file:///etc/passwd",
  "http://user:secret@127.0.0.1/",
  "http://0xa9fea9fe/",
  "http://[fe80::1]/",
])("%s is refused before anything is sent", async (url) => {
  await expect(post(url)).rejects.toMatchObject({ failure: "unreachable" });
});

test("a kept connection that the server closed meanwhile does not fail the request", async () => {
  let served = 0;
  const server = createServer((_request, response) => {
    served += 1;
    // The first answer keeps the connection and then drops it without a word.
    response.end("ok", () => served === 1 && setImmediate(() => response.socket?.destroy()));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const first = await post(url);
  first.resume();
  await once(first, "end");
  const second = await post(url);
  second.resume();
  await once(second, "end");
  expect([first.statusCode, second.statusCode, served]).toEqual([200, 200, 2]);
  server.close();
  server.closeAllConnections();
});

test("abort before and during the request ends it", async () => {
  await expect(post("http://127.0.0.1:1/", AbortSignal.abort())).rejects.toMatchObject({ failure: "unreachable" });
  const server = createServer(() => {});
  await once(server.listen(0, "127.0.0.1"), "listening");
  const controller = new AbortController();
  server.once("request", () => controller.abort());
  const port = (server.address() as AddressInfo).port;
  await expect(post(`http://127.0.0.1:${port}/`, controller.signal)).rejects.toMatchObject({ failure: "unreachable" });
  server.close();
  server.closeAllConnections();
});
