import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, request as send } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { trustedProxies } from "#lib/platform/client-address.ts";
import { type Handler, receive } from "./receive.ts";
import { uploadedBody } from "./uploaded-body.ts";

process.env.LOG_LEVEL = "silent";
const MiB = 1024 * 1024;
let server: Server;
let handle: Handler;

beforeAll(async () => {
  const intake = { trusted: trustedProxies([]), selfKey: "the-key-of-this-process" };
  server = createServer((request, response) => receive(request, response, intake, handle));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** As a door sees it: a request of the web, made of what the pages got. */
const webRequest = ({ headers }: IncomingMessage) =>
  new Request("http://localhost/", { method: "POST", headers: headers as Record<string, string> });

/** Posts so many bytes without saying how many; what came back. */
async function post(path: string, bytes: number, headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  const request = send({ port, path, method: "POST", headers });
  const answered = once(request, "response") as Promise<[IncomingMessage]>;
  request.on("error", () => {});
  Readable.from(Array(bytes / 65_536).fill(Buffer.alloc(65_536, "a"))).pipe(request);
  const [response] = await answered;
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return { status: response.statusCode, text: Buffer.concat(parts).toString() };
}

describe("an upload", () => {
  let seen: { byPages: number; byDoor: number };
  beforeEach(() => {
    seen = { byPages: 0, byDoor: 0 };
  });

  test("reaches its door while it comes in; the pages, which would hold all of it, get nothing of it", async () => {
    let finish = () => {};
    const half = new Promise<void>((resolve) => {
      finish = resolve;
    });
    handle = async (request, response) => {
      for await (const chunk of request) seen.byPages += (chunk as Buffer).length;
      for await (const chunk of uploadedBody(webRequest(request))) {
        seen.byDoor += chunk.length;
        finish();
      }
      response.end("taken");
    };
    const { port } = server.address() as AddressInfo;
    const request = send({ port, path: "/api/documents?name=a.txt", method: "POST" });
    request.write(Buffer.alloc(1000));
    await half; // the door reads before the end is sent
    request.end(Buffer.alloc(500));
    const [response] = (await once(request, "response")) as [IncomingMessage];
    response.resume();
    expect(seen).toEqual({ byPages: 0, byDoor: 1500 });
  });

  test("that is refused while it comes in is answered, though its sender has not come to the end", async () => {
    handle = async (request, response) => {
      for await (const chunk of uploadedBody(webRequest(request))) {
        seen.byDoor += chunk.length;
        if (seen.byDoor > MiB) break;
      }
      response.writeHead(413).end("too large");
    };
    expect(await post("/api/documents", 20 * MiB)).toMatchObject({ status: 413, text: "too large" });
    expect(seen.byDoor).toBeLessThan(2 * MiB);
  });

  test("that nobody reads is answered too", async () => {
    handle = async (_request, response) => {
      response.writeHead(401).end("nobody");
    };
    expect(await post("/api/v1/documents", 5 * MiB)).toMatchObject({ status: 401 });
  });

  test("whose sender leaves fails where it is read, and nowhere else", async () => {
    const failed = new Promise<unknown>((resolve) => {
      handle = async (request) => {
        try {
          for await (const _ of uploadedBody(webRequest(request)));
          resolve("whole");
        } catch (error) {
          resolve(error);
        }
      };
    });
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    socket.write("POST /api/documents HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf");
    await wait(50);
    socket.destroy();
    expect(await failed).toBeInstanceOf(Error);
  });

  test("is given out once, and to nobody who makes its number up", async () => {
    handle = async (request, response) => {
      const first = webRequest(request);
      const read = async (of: Request) => {
        let size = 0;
        for await (const chunk of uploadedBody(of)) size += chunk.length;
        return size;
      };
      const forged = new Request(first, { headers: { "x-convosphere-upload": "1" } });
      response.end(JSON.stringify([await read(forged), await read(first), await read(first)]));
    };
    const { text } = await post("/api/documents", 65_536, { "x-convosphere-upload": "mine" });
    expect(JSON.parse(text)).toEqual([0, 65_536, 0]);
  });
});

describe("a body that grows without having said how long it will be", () => {
  test.each([
    ["/chat", 1],
    ["/api/chat", 2],
    ["/documents", 12],
  ])("at %s is refused beyond %d MiB, and never looks whole", async (path, most) => {
    let ended = false;
    let size = 0;
    handle = async (request) => {
      request.on("end", () => {
        ended = true;
      });
      for await (const chunk of request) size += (chunk as Buffer).length;
    };
    expect(await post(path, (most + 3) * MiB)).toMatchObject({ status: 413 });
    expect(ended).toBe(false);
    expect(size).toBeLessThanOrEqual(most * MiB);
  });

  test("of exactly as much as may be passes whole", async () => {
    let size = 0;
    handle = async (request, response) => {
      for await (const chunk of request) size += (chunk as Buffer).length;
      response.end();
    };
    expect((await post("/chat", MiB)).status).toBe(200);
    expect(size).toBe(MiB);
  });
});
