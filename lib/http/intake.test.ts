import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { trustedProxies } from "#lib/platform/client-address.ts";
import { type Intake, takeIn } from "./intake.ts";

const intake: Intake = { trusted: trustedProxies([]), selfKey: "the-key-of-this-process" };
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    const refused = takeIn(request, intake);
    response.writeHead(refused ?? 200, { connection: "close" }).end(JSON.stringify(request.headers));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => server.close());

/** Sends bytes as they are: a client library would refuse most of these itself. */
async function send(bytes: string): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.end(bytes.replaceAll("\n", "\r\n"));
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  const [head = "", ...body] = Buffer.concat(parts).toString().split("\r\n\r\n");
  return {
    status: Number(head.split(" ")[1]),
    headers: head.startsWith("HTTP/1.1 200") ? JSON.parse(dechunk(body.join(""))) : {},
  };
}

const dechunk = (body: string) => body.slice(body.indexOf("{"), body.lastIndexOf("}") + 1);
const get = (target: string, lines = "") => send(`GET ${target} HTTP/1.1\nHost: chat.example.org\n${lines}\n`);

async function whenTrusting<T>(proxies: string[], work: () => Promise<T>): Promise<T> {
  intake.trusted = trustedProxies(proxies);
  try {
    return await work();
  } finally {
    intake.trusted = trustedProxies([]);
  }
}

describe("what is asked", () => {
  test.each([
    ["an absolute address", "http://elsewhere.example/"],
    ["a path that reads as another host", "//elsewhere.example/"],
    ["an encoded NUL", "/a%00b"],
    ["an encoded line break", "/a%0d%0ab"],
    ["a backslash", "/\\elsewhere.example"],
    ["an encoded backslash", "/%5celsewhere.example"],
    ["a path that does not decode", "/%zz"],
    ["half a character", "/%c3"],
    ["the whole server", "*"],
    ["nothing of ours", "elsewhere.example:443"],
    ["more than 8 KiB", `/${"a".repeat(8192)}`],
  ])("%s is a bad request", async (_, target) => {
    expect((await get(target)).status).toBe(400);
  });

  test.each([
    ["a path of 8 KiB", `/${"a".repeat(8191)}`],
    ["a query with a stray percent sign and a backslash", "/search?q=100%&path=c:\\x"],
    ["any script of the world", "/%E4%BD%A0%E5%A5%BD"],
  ])("%s passes", async (_, target) => {
    expect((await get(target)).status).toBe(200);
  });

  test.each(["TRACE", "PROPFIND", "LOCK"])("%s is no method of ours", async (method) => {
    expect((await send(`${method} / HTTP/1.1\nHost: a\n\n`)).status).toBe(405);
  });

  test.each([
    ["a page", "/chat", 1],
    ["the page whose form takes files", "/documents", 12],
    ["a door that refuses more than 1 MiB in its own words", "/api/chat", 2],
  ])("a body announced as larger than %s takes is refused before a byte of it is read", async (_, path, MiB) => {
    const post = (bytes: number) => send(`POST ${path}?a=b HTTP/1.1\nHost: a\nContent-Length: ${bytes}\n\n`);
    expect((await post(MiB * 1024 * 1024 + 1)).status).toBe(413);
    expect((await post(MiB * 1024 * 1024)).status).toBe(200);
  });

  test("the doors of uploads refuse what is too long themselves", async () => {
    const long = "Content-Length: 999999999999\n";
    expect((await send(`POST /api/documents HTTP/1.1\nHost: a\n${long}\n`)).status).toBe(200);
    expect((await send(`POST /api/documents/states HTTP/1.1\nHost: a\n${long}\n`)).status).toBe(413);
  });

  test.each([
    ["none", ""],
    ["two", "Host: a\nHost: b\n"],
    ["one with a path", "Host: a/b\n"],
    ["one with a name and password", "Host: user:pw@a\n"],
    ["an empty one", "Host:\n"],
  ])("a Host header must be exactly one host: %s is a bad request", async (_, lines) => {
    expect((await send(`GET / HTTP/1.1\n${lines}\n`)).status).toBe(400);
  });

  test.each(["chat.example.org", "localhost:3000", "[::1]:3000", "192.0.2.1"])("the host %s passes", async (host) => {
    expect((await send(`GET / HTTP/1.1\nHost: ${host}\n\n`)).status).toBe(200);
  });
});

describe("what a client may not claim", () => {
  test.each([
    "X-Forwarded-Host: elsewhere.example",
    "X-Forwarded-Proto: https",
    "X-Forwarded-Port: 1",
    "Forwarded: for=198.51.100.1",
    "X-Real-IP: 198.51.100.1",
    "True-Client-IP: 198.51.100.1",
    "CF-Connecting-IP: 198.51.100.1",
    "X-Convosphere-Nonce: mine",
    "X-Convosphere-Request: mine",
    "X-Middleware-Subrequest: middleware:middleware",
    "X-Middleware-Override-Headers: cookie",
    "X-Matched-Path: /admin",
    "X-Rewrite-URL: /admin",
    "X-Original-URL: /admin",
    "X-HTTP-Method-Override: DELETE",
    "Next-Resume: 1",
    "Content-Security-Policy: script-src 'nonce-mine'",
    "Content-Security-Policy-Report-Only: script-src 'nonce-mine'",
    "Proxy: http://elsewhere.example",
  ])("%s is deleted", async (line) => {
    const name = (line.split(":")[0] as string).toLowerCase();
    expect((await get("/", `${line}\n`)).headers).not.toHaveProperty(name);
  });

  test("its own address, under the internal name or the proxies'", async () => {
    const { headers } = await get("/", "X-Convosphere-Address: 198.51.100.1\nX-Forwarded-For: 198.51.100.2\n");
    expect(headers).toMatchObject({ "x-convosphere-address": "127.0.0.1", "x-forwarded-for": "127.0.0.1" });
  });

  test("what it needs to say stays: cookies, language, what Next's pages send", async () => {
    const { headers } = await get(
      "/",
      "Cookie: a=b\nAccept-Language: de\nRSC: 1\nNext-Action: abc\nNext-Router-State-Tree: x\n",
    );
    expect(headers).toMatchObject({
      cookie: "a=b",
      "accept-language": "de",
      rsc: "1",
      "next-action": "abc",
      "next-router-state-tree": "x",
    });
  });
});

describe("a trusted proxy", () => {
  const proxied =
    "X-Forwarded-For: 1.1.1.1, 198.51.100.1\nX-Forwarded-Host: spoofed.example, chat.example.org\nX-Forwarded-Proto: https\n";

  test("tells address, host and scheme", () =>
    whenTrusting(["127.0.0.0/8"], async () => {
      const { headers } = await get("/", proxied);
      expect(headers).toMatchObject({
        "x-convosphere-address": "198.51.100.1",
        "x-forwarded-for": "198.51.100.1",
        "x-forwarded-host": "chat.example.org",
        "x-forwarded-proto": "https",
      });
    }));

  test("is believed only in the shape of a host and a scheme", () =>
    whenTrusting(["127.0.0.0/8"], async () => {
      const { headers } = await get("/", "X-Forwarded-Host: a/b\nX-Forwarded-Proto: javascript\n");
      expect(headers).not.toHaveProperty("x-forwarded-host");
      expect(headers).not.toHaveProperty("x-forwarded-proto");
    }));

  test("with another address than configured is a client", () =>
    whenTrusting(["127.0.0.2"], async () => {
      const { headers } = await get("/", proxied);
      expect(headers["x-convosphere-address"]).toBe("127.0.0.1");
      expect(headers).not.toHaveProperty("x-forwarded-host");
    }));
});

describe("a request of Next to itself", () => {
  const own = "X-Convosphere-Address: 198.51.100.1\nX-Forwarded-Host: chat.example.org\nX-Convosphere-Nonce: old\n";

  test("keeps the address and host of the request it belongs to, and nothing else", async () => {
    const { headers } = await get("/", `X-Convosphere-Self: the-key-of-this-process\n${own}`);
    expect(headers).toMatchObject({ "x-convosphere-address": "198.51.100.1", "x-forwarded-host": "chat.example.org" });
    expect(headers).not.toHaveProperty("x-convosphere-nonce");
  });

  test.each(["guessed", "", "the-key-of-this-process, x"])("cannot be played by a client: %j", async (key) => {
    const { headers } = await get("/", `X-Convosphere-Self: ${key}\n${own}`);
    expect(headers["x-convosphere-address"]).toBe("127.0.0.1");
    expect(headers).not.toHaveProperty("x-forwarded-host");
  });
});
