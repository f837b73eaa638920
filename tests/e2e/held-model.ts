import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { kindText } from "#tests/support/model-behaviours.ts";
import { chatCompletions as wire } from "#tests/support/model-wire.ts";

/** Words of a whole reply, and of each step in which they come. */
export const WHOLE = 60;
export const STEP = 20;

type Held = { response: ServerResponse; model: string; sent: number };

/**
 * A model server that writes twenty words and then waits until a test lets it go on, so that what must be seen in the
 * middle of a reply is seen however slow the machine is. `POST /more` gives every open reply its next words, `/finish`
 * all the rest; `GET /open` counts the replies that are being written.
 */
export async function startHeldModel(): Promise<{ url: string; close(): Promise<void> }> {
  const open = new Set<Held>();
  const words = kindText(WHOLE).split(" ");

  function goOn(held: Held, upTo: number): void {
    for (; held.sent < upTo; held.sent += 1) {
      const space = held.sent === 0 ? "" : " ";
      held.response.write(wire.text(held.model, `${space}${words[held.sent]}`));
    }
    if (held.sent === WHOLE) held.response.end(wire.end(held.model, { input: 7, output: WHOLE }));
  }

  function control(path: string): string {
    for (const held of open) {
      if (path === "/more") goOn(held, held.sent + STEP);
      if (path === "/finish") goOn(held, WHOLE);
    }
    return String(open.size);
  }

  const server = createServer(async (request, response) => {
    if (request.url !== "/v1/chat/completions") return void response.end(control(request.url ?? ""));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { model } = JSON.parse(Buffer.concat(chunks).toString()) as { model: string };
    const held = { response, model, sent: 0 };
    open.add(held);
    response.on("close", () => open.delete(held));
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(wire.start(model));
    goOn(held, STEP);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const ask = async (path: string, method: string) =>
  Number(await (await fetch(`${process.env.E2E_HELD_MODEL}${path}`, { method })).text());

/** What a test says to the model "Held". */
export const heldModel = {
  more: () => ask("/more", "POST"),
  finish: () => ask("/finish", "POST"),
  /** How many of its replies somebody still listens to. */
  open: () => ask("/open", "GET"),
};
