import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { plainRefusal } from "./plain-refusal.ts";

const refused = (path: string, method: string, headers: Record<string, string> = {}) =>
  plainRefusal(new NextRequest(`http://localhost:3000${path}`, { method, headers }), "a-request", {
    status: 401,
    error: "signed-out",
  });

describe("nobody who asks for something that needs a session", () => {
  test.each(["GET", "HEAD"])("is led to sign in, and back to where they were (%s)", (method) => {
    const answer = refused("/admin/users?state=active", method);
    expect(answer.status).toBe(307);
    expect(new URL(answer.headers.get("location") ?? "").search).toBe("?next=%2Fadmin%2Fusers%3Fstate%3Dactive");
  });

  test.each(["POST", "PUT", "PATCH", "DELETE"])("is never led on with what they send (%s)", async (method) => {
    const answer = refused("/admin/users", method);
    expect([answer.status, answer.headers.get("location")]).toEqual([401, null]);
    expect(await answer.json()).toEqual({ error: "signed-out", requestId: "a-request" });
  });

  test("is told so by the action itself, where a page with script sent it", () => {
    const answer = refused("/admin/users", "POST", { "next-action": "40ab" });
    expect([answer.status, new URL(answer.headers.get("location") ?? "").pathname]).toEqual([307, "/sign-in"]);
  });

  test("reads what happened, where a form was sent by a page without script", async () => {
    const answer = refused("/admin/users", "POST", { "sec-fetch-dest": "document" });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([401, "text/html; charset=utf-8"]);
    expect(await answer.text()).toContain("You are not signed in any more.");
  });
});
