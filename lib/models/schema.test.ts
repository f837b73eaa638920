import { expect, test } from "vitest";
import { ModelInput, zoneOf } from "./schema.ts";

const input = {
  ...{ name: " Llama ", provider: "openai-compatible", modelId: "llama3.1", baseUrl: "http://localhost:11434/v1/" },
  ...{ apiKey: null, zone: "local", contextTokens: 32_000, maxOutputTokens: null, inputPrice: null, outputPrice: 0.5 },
};
const issues = (change: object) => {
  const parsed = ModelInput.safeParse({ ...input, ...change });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};

test("a name is trimmed and an address loses its last slash", () => {
  expect(ModelInput.parse(input)).toEqual({ ...input, name: "Llama", baseUrl: "http://localhost:11434/v1" });
});

test("a key may be left out, which is not the same as none", () => {
  const { apiKey: _, ...without } = input;
  expect("apiKey" in ModelInput.parse(without)).toBe(false);
  expect(ModelInput.parse(input).apiKey).toBeNull();
});

test.each([
  "ftp://host/v1",
  "http://user@host/v1",
  "http://u:p@host/v1",
  "http://host/v1?key=1",
  "http://host/v1#x",
  "http://host/?",
  "host",
  "",
  "javascript:alert(1)",
])("%s is no address of a server", (baseUrl) => {
  expect(issues({ baseUrl })).toContain("baseUrl: base-url");
});

test("a compatible server needs an address, the providers have their own", () => {
  expect(issues({ baseUrl: null })).toEqual(["baseUrl: base-url-missing"]);
  expect(issues({ provider: "openai", baseUrl: null, zone: "external" })).toEqual([]);
});

test("outside of one's own network only encrypted", () => {
  expect(issues({ zone: "external", baseUrl: "http://models.example.org/v1" })).toEqual([
    "baseUrl: base-url-unencrypted",
  ]);
  expect(issues({ zone: "external", baseUrl: "https://models.example.org/v1" })).toEqual([]);
});

test.each([
  [{ apiKey: "two words" }],
  [{ apiKey: "line\nbreak" }],
  [{ apiKey: "schlüssel" }],
  [{ apiKey: "x".repeat(513) }],
  [{ name: "" }],
  [{ name: "x".repeat(81) }],
  [{ provider: "librarian" }],
  [{ zone: "moon" }],
  [{ contextTokens: 0 }],
  [{ contextTokens: "32000" }],
  [{ contextTokens: 1.5 }],
  [{ inputPrice: -1 }],
  [{ outputPrice: Number.POSITIVE_INFINITY }],
  [{ id: "mine" }],
])("%o is refused", (change) => {
  expect(issues(change)).not.toEqual([]);
});

test.each([
  [null, "external"],
  ["https://api.openai.com/v1", "external"],
  ["http://localhost:11434/v1", "local"],
  ["http://127.0.0.2/v1", "local"],
  ["http://[::1]:1/v1", "local"],
  ["http://10.1.2.3/v1", "private"],
  ["http://172.31.0.1/v1", "private"],
  ["http://172.32.0.1/v1", "external"],
  ["http://192.168.0.9/v1", "private"],
  ["http://[fd12::1]/v1", "private"],
  ["http://ollama:11434/v1", "private"],
  ["http://gpu.internal/v1", "private"],
  ["http://10.example.org/v1", "external"],
  ["http://100.20.30.40/v1", "external"],
] as const)("the address %s suggests the zone %s", (baseUrl, zone) => {
  expect(zoneOf(baseUrl)).toBe(zone);
});
