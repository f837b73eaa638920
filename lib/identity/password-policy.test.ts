import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { forgetProcessState } from "#lib/platform/process-state.ts";
import { passwordRefusal } from "./password-policy.ts";

process.env.LOG_LEVEL = "silent";
const user = { role: "user" } as const;
const strong = "tundra kettle violet nine";

describe("the length of a password", () => {
  const text = "q7Rv!x2Lm9#Tz4Wp8Kd";
  test.each([
    ["user", 12],
    ["premium", 12],
    ["moderator", 16],
    ["admin", 16],
  ] as const)("for %s: %i characters, and not one less", async (role, least) => {
    expect(await passwordRefusal(text.slice(0, least), { role })).toBeNull();
    expect(await passwordRefusal(text.slice(0, least - 1), { role })).toBe("password-length");
  });

  test("at most 128, counted as characters, not as units of some encoding", async () => {
    const long = strong.repeat(6).slice(0, 100);
    expect(await passwordRefusal(`${long}${"x9🦊Q".repeat(7)}`, user)).toBeNull();
    expect(await passwordRefusal(`${long}${"x9🦊Q".repeat(7)}z`, user)).toBe("password-length");
  });
});

test("any script will do, and no kind of character is asked for", async () => {
  for (const password of [strong, "тайная фраза моя", "秘密の言葉はここにあります", "🦊🌵🎻🛶🧀🪐🎲🧶🦉🍉🔭🪗"])
    expect(await passwordRefusal(password, user), password).toBeNull();
});

test("what is easy to guess is refused: a pattern, a common password, one's own name", async () => {
  expect(await passwordRefusal("0123456789abcdef", user)).toBe("password-weak");
  expect(await passwordRefusal("robin-example-2024", { ...user, name: "Robin Example" })).toBe("password-weak");
  expect(await passwordRefusal("robin-example-2024", { ...user, email: "robin@example.org" })).toBe("password-weak");
  for (const password of ["1qaz2wsx3edc4rfv", "1QAZ2wsx3edc4rfv", "１qaz2wsx3edc4rfv"])
    expect(await passwordRefusal(password, user), password).toBe("password-breached");
});

describe("the list of breached passwords over the network", () => {
  let server: Server | null = null;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = null;
    delete process.env.BREACH_RANGE_URL;
    forgetProcessState("env");
  });

  const seen: { url: string; padding: string | undefined }[] = [];
  async function serve(answer: ((suffix: string) => string) | "never" | "error"): Promise<void> {
    const suffix = createHash("sha1").update(strong).digest("hex").toUpperCase().slice(5);
    server = createServer((request, response) => {
      seen.push({ url: request.url ?? "", padding: request.headers["add-padding"] as string | undefined });
      if (answer === "never") return;
      if (answer === "error") response.writeHead(503).end();
      else response.end(answer(suffix));
    });
    await new Promise<void>((ready) => server?.listen(0, "127.0.0.1", ready));
    process.env.BREACH_RANGE_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/range/`;
    forgetProcessState("env");
  }

  test("refuses what is in it, and learns no more than five characters of a hash", async () => {
    await serve((suffix) => `0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n${suffix}:3\r\n`);
    seen.length = 0;
    expect(await passwordRefusal(strong, user)).toBe("password-breached");
    const prefix = createHash("sha1").update(strong).digest("hex").toUpperCase().slice(0, 5);
    expect(seen).toEqual([{ url: `/range/${prefix}`, padding: "true" }]);
  });

  test("lets through what is not in it, padding included", async () => {
    await serve((suffix) => `${suffix}:0\r\n0018A45C4D1DEF81644B54AB7F969B88D65:1`);
    expect(await passwordRefusal(strong, user)).toBeNull();
  });

  test("is not asked about what is refused anyway", async () => {
    await serve(() => "");
    seen.length = 0;
    await passwordRefusal("0123456789abcdef", user);
    expect(seen).toEqual([]);
  });

  test.each(["error", "never"] as const)("that answers with %s leaves the offline list to decide", async (how) => {
    await serve(how);
    const started = performance.now();
    expect(await passwordRefusal(strong, user)).toBeNull();
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await passwordRefusal("1qaz2wsx3edc4rfv", user)).toBe("password-breached");
  });
});
