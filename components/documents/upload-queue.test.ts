import { describe, expect, test } from "vitest";
import type { Sent } from "./send-file.ts";
import { type UploadItem, uploadQueue } from "./upload-queue.ts";

const file = (name: string, content: BlobPart = "text") => new File([content], name);
const taken = (documentId: string): Sent => ({ ok: true, documentId, isKnown: false });
const refused = (error: string, seconds: number | null = null): Sent => ({ ok: false, error, seconds });
const turn = () => new Promise((resolve) => setTimeout(resolve));

/** A queue whose sendings end when the test says so. */
function aQueue() {
  let items: readonly UploadItem[] = [];
  const sendings = new Map<string, { end: (sent: Sent) => void; go: (bytes: number) => void; cancelled: boolean }>();
  const queue = uploadQueue(
    ({ name }, go) => {
      let end: (sent: Sent) => void = () => {};
      const done = new Promise<Sent>((resolve) => {
        end = resolve;
      });
      const sending = { end, go, cancelled: false };
      sendings.set(name, sending);
      return {
        done,
        cancel() {
          sending.cancelled = true;
          end(refused("cancelled"));
        },
      };
    },
    (all) => {
      items = all;
    },
  );
  const sending = (name: string) => {
    const found = sendings.get(name);
    if (found === undefined) throw new Error(`${name} was not sent`);
    return found;
  };
  return {
    queue,
    sending,
    states: () => items.map(({ name, state }) => `${name} ${state}`),
    item: (name: string) => items.find((item) => item.name === name) as UploadItem,
    async end(name: string, sent: Sent) {
      sending(name).end(sent);
      await turn();
    },
  };
}

describe("files on their way", () => {
  test("go two at a time, in the order in which they were given", async () => {
    const { queue, states, end } = aQueue();
    queue.add([file("a.txt"), file("b.txt"), file("c.txt"), file("d.txt")]);
    expect(states()).toEqual(["a.txt sending", "b.txt sending", "c.txt waiting", "d.txt waiting"]);
    await end("b.txt", taken("1"));
    expect(states()).toEqual(["a.txt sending", "b.txt done", "c.txt sending", "d.txt waiting"]);
  });

  test("tell how much has gone and what became of them", async () => {
    const { queue, sending, item, end } = aQueue();
    queue.add([file("a.txt", "0123456789")]);
    sending("a.txt").go(4);
    expect(item("a.txt")).toMatchObject({ size: 10, sent: 4 });
    sending("a.txt").go(400);
    expect(item("a.txt").sent).toBe(10);
    await end("a.txt", { ok: true, documentId: "1", isKnown: true });
    expect(item("a.txt")).toMatchObject({ state: "done", documentId: "1", isKnown: true, error: null });
  });

  test("can be cancelled, which makes room for the next", async () => {
    const { queue, sending, states, item } = aQueue();
    queue.add([file("a.txt"), file("b.txt"), file("c.txt"), file("d.txt")]);
    queue.cancel(item("a.txt").key);
    queue.cancel(item("d.txt").key);
    await turn();
    expect(sending("a.txt").cancelled).toBe(true);
    expect(states()).toEqual(["b.txt sending", "c.txt sending"]);
  });

  test("can be tried again when they failed", async () => {
    const { queue, item, end } = aQueue();
    queue.add([file("a.txt")]);
    await end("a.txt", refused("unreached"));
    expect(item("a.txt")).toMatchObject({ state: "failed", error: "unreached" });
    queue.retry(item("a.txt").key);
    expect(item("a.txt")).toMatchObject({ state: "sending", error: null, sent: 0 });
    await end("a.txt", taken("1"));
    expect(item("a.txt").state).toBe("done");
  });

  test("all end when there were too many, and say how long to wait", async () => {
    const { queue, states, item, end } = aQueue();
    queue.add([file("a.txt"), file("b.txt"), file("c.txt")]);
    await end("a.txt", refused("too-many-requests", 1800));
    expect(states()).toEqual(["a.txt failed", "b.txt sending", "c.txt failed"]);
    expect(item("c.txt")).toMatchObject({ error: "too-many-requests", seconds: 1800 });
  });

  test("end when nobody looks any more", async () => {
    const { queue, sending, states } = aQueue();
    queue.add([file("a.txt"), file("b.txt")]);
    queue.close();
    await turn();
    expect([sending("a.txt").cancelled, sending("b.txt").cancelled, states()]).toEqual([true, true, []]);
  });

  test("leave the list only when they are through", async () => {
    const { queue, states, item, end } = aQueue();
    queue.add([file("a.txt"), file("b.txt")]);
    await end("a.txt", taken("1"));
    queue.dismiss(item("a.txt").key);
    queue.dismiss(item("b.txt").key);
    expect(states()).toEqual(["b.txt sending"]);
  });
});

describe("what the server would refuse for certain is not sent", () => {
  test.each([
    ["an empty file", file("a.txt", ""), "empty"],
    ["one byte more than 10 MiB", file("a.txt", new Uint8Array(10 * 1024 * 1024 + 1)), "too-large"],
    ["a type that is not taken", file("picture.png"), "unknown-type"],
    ["no type at all", file("README"), "unknown-type"],
  ])("%s", (_, given, error) => {
    const { queue, item, sending } = aQueue();
    queue.add([given]);
    expect(item(given.name)).toMatchObject({ state: "failed", error });
    expect(() => sending(given.name)).toThrow();
    queue.retry(item(given.name).key);
    expect(item(given.name).state).toBe("failed");
  });

  test("10 MiB exactly are sent, and endings in capitals", () => {
    const { queue, states } = aQueue();
    queue.add([file("A.PDF", new Uint8Array(10 * 1024 * 1024)), file("b.Markdown")]);
    expect(states()).toEqual(["A.PDF sending", "b.Markdown sending"]);
  });
});
