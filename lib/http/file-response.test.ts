import { describe, expect, test } from "vitest";
import { type Download, fileResponse } from "./file-response.ts";

const content = Buffer.from("0123456789".repeat(10));

function file(changes: Partial<Download> = {}): Download {
  return {
    name: "plan.pdf",
    kind: "pdf",
    size: content.length,
    tag: '"abc"',
    async *read(range = { start: 0, end: content.length }) {
      for (let at = range.start; at < range.end; at += 7) yield content.subarray(at, Math.min(range.end, at + 7));
    },
    ...changes,
  };
}

const ask = (headers: Record<string, string> = {}, method = "GET", changes: Partial<Download> = {}) =>
  fileResponse(file(changes), new Request("http://localhost/file", { method, headers }));

test("a file is handed out to be saved, never to be shown, kept or guessed at", async () => {
  const response = await ask();
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(content.toString());
  expect(Object.fromEntries(response.headers)).toEqual({
    "accept-ranges": "bytes",
    "cache-control": "private, no-store, no-transform",
    "content-disposition": "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf",
    "content-length": "100",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-type": "application/pdf",
    etag: '"abc"',
    "x-content-type-options": "nosniff",
  });
});

test.each([
  ["Übersicht 2026.pdf", "_bersicht 2026.pdf", "%C3%9Cbersicht%202026.pdf"],
  ['a"; filename=b.exe', "a_; filename=b.exe", "a%22%3B%20filename%3Db.exe"],
  ["it's (1)*.md", "it's (1)*.md", "it%27s%20%281%29%2A.md"],
  ["100%.txt", "100_.txt", "100%25.txt"],
  ["a\r\nset-cookie: b.txt", "a__set-cookie: b.txt", "a%0D%0Aset-cookie%3A%20b.txt"],
  ["🙂\ud800.txt", "__.txt", "%F0%9F%99%82%EF%BF%BD.txt"],
])("a name says nothing but a name: %j", async (name, plain, full) => {
  const response = await ask({}, "GET", { name });
  const said = response.headers.get("content-disposition");
  expect(said).toBe(`attachment; filename="${plain}"; filename*=UTF-8''${full}`);
});

describe("ranges", () => {
  test.each([
    ["bytes=0-0", "0", "bytes 0-0/100"],
    ["bytes=10-19", "0123456789", "bytes 10-19/100"],
    ["bytes=95-", "56789", "bytes 95-99/100"],
    ["bytes=98-500", "89", "bytes 98-99/100"],
    ["bytes=-3", "789", "bytes 97-99/100"],
  ])("%s is answered with that part", async (range, text, said) => {
    const response = await ask({ range });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(said);
    expect(response.headers.get("content-length")).toBe(String(text.length));
    expect(await response.text()).toBe(text);
  });

  test("a suffix longer than the file is all of it", async () => {
    const response = await ask({ range: "bytes=-1000" });
    expect(response.headers.get("content-range")).toBe("bytes 0-99/100");
    expect(await response.text()).toBe(content.toString());
  });

  test.each(["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999-"])(
    "%s lies outside, and the answer says how long the file is",
    async (range) => {
      const response = await ask({ range });
      expect(response.status).toBe(416);
      expect(response.headers.get("content-range")).toBe("bytes */100");
      expect(await response.text()).toBe("");
    },
  );

  test.each([
    "bytes=0-1,5-6",
    "bytes=9-3",
    "bytes=-",
    "bytes=a-b",
    "lines=0-1",
    "bytes=0-1;",
    `bytes=${"9".repeat(40)}-`,
  ])("%s is passed over, and the whole is answered", async (range) => {
    const response = await ask({ range });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-length")).toBe("100");
  });

  test("a part of a file that was another one is not added to this one", async () => {
    expect((await ask({ range: "bytes=50-", "if-range": '"other"' })).status).toBe(200);
    expect((await ask({ range: "bytes=50-", "if-range": 'W/"abc"' })).status).toBe(200);
    expect((await ask({ range: "bytes=50-", "if-range": '"abc"' })).status).toBe(206);
  });
});

test("a question for the head alone reads nothing", async () => {
  const read = () => {
    throw new Error("read");
  };
  const response = await ask({ range: "bytes=0-1" }, "HEAD", { read });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-length")).toBe("100");
  expect(response.body).toBeNull();
});

test("a file that cannot be opened is an error before the answer begins", async () => {
  // biome-ignore lint/correctness/useYield: it fails before there is anything
  const read = async function* () {
    throw new Error("gone");
  };
  await expect(ask({}, "GET", { read })).rejects.toThrow("gone");
});

test("one that shows its damage later breaks off", async () => {
  const read = async function* () {
    yield content.subarray(0, 10);
    throw new Error("damaged");
  };
  const response = await ask({}, "GET", { read });
  await expect(response.text()).rejects.toThrow("damaged");
});

test("who stops reading lets go of the file", async () => {
  let open = true;
  const read = async function* () {
    try {
      while (true) yield content;
    } finally {
      open = false;
    }
  };
  const response = await ask({}, "GET", { read });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  await reader.cancel();
  expect(open).toBe(false);
});
