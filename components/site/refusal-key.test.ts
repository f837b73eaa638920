import { describe, expect, test } from "vitest";
import { refusalKey } from "./refusal-key.ts";

const has = (key: string) => ["invalid-input", "failed", "link-used", "field.email"].includes(key);

describe("the sentence for a refusal", () => {
  test("is the most exact one there is", () => {
    expect(refusalKey({ ok: false, error: "invalid-input", field: "email" }, has)).toBe("field.email");
    expect(refusalKey({ ok: false, error: "invalid-input", field: "elsewhere" }, has)).toBe("invalid-input");
    expect(refusalKey({ ok: false, error: "link-used" }, has)).toBe("link-used");
  });

  test("is a plain one for a code that nobody foresaw", () => {
    expect(refusalKey({ ok: false, error: "constructor" }, has)).toBe("failed");
  });
});
