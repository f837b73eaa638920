import { randomBytes, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { documents } from "#db/schema/documents.ts";
import { fileLimits } from "#lib/documents/numbers.ts";
import { mintToken } from "#lib/http/session-token.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { database } from "#lib/platform/database.ts";
import { aText, filesOnDisk, inOwnHouse, processAll, rowOf, someone, uploaded } from "#tests/support/documents.ts";
import { aConversation } from "#tests/support/factories.ts";
import { inRequest } from "#tests/support/in-request.ts";
import { GET as download } from "../../app/api/documents/[documentId]/file/route.ts";
import { POST as takeIn } from "../../app/api/documents/route.ts";
import { GET as states } from "../../app/api/documents/states/route.ts";

inOwnHouse("document_doors");

type Body = NonNullable<RequestInit["body"]>;
type Ask = { method?: string; body?: Body; headers?: Record<string, string> };

async function ask(who: PersonCtx | null, path: string, { method = "GET", body, headers = {} }: Ask = {}) {
  const sent = new Headers(headers);
  if (who !== null) {
    const session = { sessionId: who.actor.sessionId, accountId: who.actor.id, expiresAt: who.actor.endsAt };
    sent.set("cookie", `convosphere.session=${await mintToken(session, new Date())}`);
  }
  const request = new Request(`http://localhost${path}`, {
    ...{ method, headers: sent, duplex: "half" },
    ...(body !== undefined && { body }),
  } as RequestInit);
  const documentId = /^\/api\/documents\/([^/]+)\/file$/.exec(path)?.[1];
  const params = Promise.resolve(documentId === undefined ? {} : { documentId });
  const handler = documentId !== undefined ? download : path.includes("/states") ? states : takeIn;
  return inRequest(request, () => handler(request, { params }));
}

const post = (who: PersonCtx | null, name: string, body: Body, headers: Record<string, string> = {}, more = "") =>
  ask(who, `/api/documents?name=${encodeURIComponent(name)}${more}`, { method: "POST", body, headers });

/** What was refused, in the one shape there is. */
async function refusalOf(response: Response): Promise<[number, string]> {
  const said = (await response.json()) as { error: string };
  expect(Object.keys(said).sort()).toEqual(["error", "requestId"]);
  return [response.status, said.error];
}

/** A body that comes piece by piece; `given` counts the bytes that were asked for. */
function stream(pieces: number, of = 65_536, onEnd: "ends" | "breaks" = "ends") {
  const counted = { given: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (counted.given >= pieces * of) {
          if (onEnd === "breaks") controller.error(new Error("gone"));
          else controller.close();
          return;
        }
        counted.given += of;
        controller.enqueue(Buffer.alloc(of, "words "));
      },
      cancel() {
        counted.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, counted };
}

describe("the door for uploads", () => {
  test("takes a file in, says which document it is, and knows it again", async () => {
    const anna = await someone();
    const text = aText();
    const first = await post(anna, "Canteen.txt", text);
    expect(first.status).toBe(201);
    const said = (await first.json()) as { documentId: string };
    expect(said).toEqual({ documentId: expect.any(String), state: "extracting", isKnown: false });
    expect(await rowOf(said.documentId)).toMatchObject({ ownerId: anna.actor.id, kind: "txt" });
    const again = await post(anna, "Other name.txt", text);
    expect(await again.json()).toMatchObject({ documentId: said.documentId, isKnown: true });
  });

  test("attaches it to a conversation of one's own, and to no other", async () => {
    const [anna, ben] = [await someone(), await someone()];
    const mine = await aConversation(anna);
    const theirs = await aConversation(ben);
    const to = (id: string) => post(anna, "Canteen.txt", aText(), {}, `&conversation=${id}`);
    expect((await to(mine.id)).status).toBe(201);
    const before = filesOnDisk();
    expect(await refusalOf(await to(theirs.id))).toEqual([404, "conversation-not-found"]);
    expect(await refusalOf(await to(randomUUID()))).toEqual([404, "conversation-not-found"]);
    expect(filesOnDisk()).toEqual(before);
  });

  test.each([
    ["a type that is not taken", "picture.png", randomBytes(100), 415, "unknown-type"],
    ["a name that says something else", "text.pdf", "only words", 415, "name-disagrees"],
    ["what is no text", "noise.txt", randomBytes(5_000), 415, "not-text"],
    ["nothing", "empty.txt", "", 422, "empty"],
    ["a broken file", "broken.pdf", "%PDF-1.7\nno more", 422, "broken"],
    ["a name of nothing", "\u202e...", "words", 422, "name-unusable"],
  ])("refuses %s, and keeps nothing of it", async (_, name, content, status, error) => {
    const anna = await someone();
    const before = filesOnDisk();
    expect(await refusalOf(await post(anna, name, content))).toEqual([status, error]);
    expect(filesOnDisk()).toEqual(before);
    expect(await database().select().from(documents).where(eq(documents.ownerId, anna.actor.id))).toEqual([]);
  });

  test("refuses what says itself that it is too large before it reads any of it", async () => {
    const { body, counted } = stream(1_000);
    const headers = { "content-length": String(fileLimits.bytes + 1) };
    expect(await refusalOf(await post(await someone(), "long.txt", body, headers))).toEqual([413, "too-large"]);
    expect(counted.given).toBe(0);
  });

  test("stops reading what turns out to be too large", async () => {
    const { body, counted } = stream(1_000);
    expect(await refusalOf(await post(await someone(), "long.txt", body))).toEqual([413, "too-large"]);
    expect(counted.given).toBeLessThanOrEqual(fileLimits.bytes + 2 * 65_536);
    expect(filesOnDisk().incoming).toEqual([]);
  });

  test("keeps nothing of what broke off", async () => {
    const { body } = stream(5, 65_536, "breaks");
    expect(await refusalOf(await post(await someone(), "half.txt", body))).toEqual([400, "broken-off"]);
    expect(filesOnDisk().incoming).toEqual([]);
  });

  test("reads nothing for who is not signed in, and refuses an address that is not whole", async () => {
    const { body, counted } = stream(10);
    expect(await refusalOf(await post(null, "a.txt", body))).toEqual([401, "signed-out"]);
    const anna = await someone();
    expect(await refusalOf(await post(anna, "a.txt", body, {}, "&conversation=nonsense"))).toEqual([
      400,
      "invalid-input",
    ]);
    expect(await refusalOf(await ask(anna, "/api/documents", { method: "POST", body }))).toEqual([
      400,
      "invalid-input",
    ]);
    expect(counted.given).toBe(0);
  });
});

describe("the door that tells how far documents are", () => {
  test("tells it of one's own, and nothing of others", async () => {
    const [anna, ben] = [await someone(), await someone()];
    const mine = await uploaded(anna, "a.txt", aText());
    const theirs = await uploaded(ben, "b.txt", aText());
    const read = async () =>
      (await (await ask(anna, `/api/documents/states?ids=${mine},${theirs},${randomUUID()}`)).json()) as object;
    expect(await read()).toEqual({ states: [{ id: mine, state: "extracting" }] });
    await processAll();
    expect(await read()).toEqual({ states: [{ id: mine, state: "ready" }] });
  });

  test.each(["", "?ids=", "?ids=nonsense", `?ids=${Array(101).fill(randomUUID()).join(",")}`])(
    "refuses %s",
    async (query) => {
      expect((await ask(await someone(), `/api/documents/states${query}`)).status).toBe(400);
    },
  );
});

describe("the door that hands files out", () => {
  const fileOf = (who: PersonCtx, id: string, of: Ask = {}) => ask(who, `/api/documents/${id}/file`, of);

  test("gives the very bytes back, to be saved and nothing else", async () => {
    const anna = await someone();
    const text = aText();
    const id = await uploaded(anna, "Übersicht.md", text);
    const response = await fileOf(anna, id);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(text);
    const header = (name: string) => response.headers.get(name);
    expect(header("content-disposition")).toContain("attachment; ");
    expect(header("content-disposition")).toContain("filename*=UTF-8''%C3%9Cbersicht.md");
    expect(header("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(header("x-content-type-options")).toBe("nosniff");
    expect(header("cache-control")).toMatch(/private, no-store/);
    expect(header("content-length")).toBe(String(Buffer.byteLength(text)));
  });

  test("gives one range of it, and says when there is none", async () => {
    const anna = await someone();
    const text = aText();
    const id = await uploaded(anna, "a.txt", text);
    const part = await fileOf(anna, id, { headers: { range: "bytes=4-10" } });
    expect([part.status, await part.text()]).toEqual([206, text.slice(4, 11)]);
    expect((await fileOf(anna, id, { headers: { range: "bytes=9999-" } })).status).toBe(416);
    const head = await fileOf(anna, id, { method: "HEAD" });
    expect([head.status, await head.text(), head.headers.get("accept-ranges")]).toEqual([200, "", "bytes"]);
  });

  test("gives nobody what is somebody else's, and nobody at all what is in quarantine or not scanned yet", async () => {
    const [anna, ben] = [await someone(), await someone()];
    const id = await uploaded(anna, "a.txt", aText());
    expect(await refusalOf(await fileOf(ben, id))).toEqual([404, "document-not-found"]);
    expect(await refusalOf(await fileOf(ben, randomUUID()))).toEqual([404, "document-not-found"]);
    for (const state of ["scanning", "quarantined", "destroyed"] as const) {
      await database().update(documents).set({ state }).where(eq(documents.id, id));
      expect(await refusalOf(await fileOf(anna, id))).toEqual([409, "document-not-scanned"]);
    }
  });
});
