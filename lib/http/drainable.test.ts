import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { drainable } from "./drainable.ts";

async function serving(listener: RequestListener) {
  const server: Server = createServer(listener);
  const { drain } = drainable(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const ask = async () => (await once(get({ port, agent }), "response"))[0] as IncomingMessage;
  return { server, drain, ask };
}

test("a server at rest drains at once, idle kept connections included", async () => {
  const { drain, ask, server } = await serving((_, response) => response.end("ok"));
  await text(await ask());
  const closed = once(server, "close");
  expect(await drain(60_000)).toBe(0);
  await closed;
});

test("an answer under way goes on to its end, and its connection closes afterwards", async () => {
  let finish = () => {};
  const { drain, ask, server } = await serving((_, response) => {
    response.write("begun ");
    finish = () => void response.end("and ended");
  });
  const answer = await ask();
  const closed = once(server, "close");
  const drained = drain(60_000);
  finish();
  expect(await text(answer)).toBe("begun and ended");
  expect(await drained).toBe(0);
  await closed;
});

test("an answer whose header is still to come tells the client to close", async () => {
  let finish = () => {};
  const asked = Promise.withResolvers<void>();
  const { drain, ask } = await serving((_, response) => {
    finish = () => void response.end("late");
    asked.resolve();
  });
  const answer = ask();
  await asked.promise;
  const drained = drain(60_000);
  finish();
  expect((await answer).headers.connection).toBe("close");
  expect(await text(await answer)).toBe("late");
  expect(await drained).toBe(0);
});

test("an answer without an end is reported after the time to finish, and nobody new gets in meanwhile", async () => {
  const { drain, ask, server } = await serving((_, response) => void response.write("for ever"));
  await ask();
  const drained = drain(50);
  await expect(ask()).rejects.toThrow();
  expect(await drained).toBe(1);
  server.closeAllConnections();
});
