import { describe, expect, test } from "vitest";
import { SettingsError } from "#lib/platform/env.ts";
import { mappedRole } from "./mapped-role.ts";
import { providersFromEnv } from "./providers.ts";
import { OidcClaims, type OidcProvider } from "./schema.ts";

const service = {
  id: "company",
  name: "Company",
  issuer: "https://id.example.org",
  clientId: "convosphere",
  clientSecret: "hunter2-hunter2",
};

function sentences(value: unknown): readonly string[] {
  try {
    providersFromEnv(typeof value === "string" ? value : JSON.stringify(value));
  } catch (error) {
    if (error instanceof SettingsError) return error.sentences;
    throw error;
  }
  return [];
}

describe("the list of sign-in services", () => {
  test("may be absent, or hold several, each with what is usual", () => {
    expect(providersFromEnv(null)).toEqual([]);
    const [first, second] = providersFromEnv(JSON.stringify([service, { ...service, id: "other" }]));
    expect(first).toMatchObject({ scopes: ["openid", "email", "profile"], algorithm: "RS256", createAccounts: false });
    expect(second?.id).toBe("other");
  });

  test.each([
    ["no JSON", "{hunter2", /no valid JSON/],
    ["plain http to another machine", [{ ...service, issuer: "http://id.example.org" }], /service 1, issuer: must be/],
    ["a name that leads elsewhere", [{ ...service, issuer: "https://id.example.org@evil.example" }], /issuer: must be/],
    ["an id of this product's own", [{ ...service, id: "credentials" }], /service 1, id: must be/],
    ["an id that is no part of an address", [{ ...service, id: "a/b" }], /service 1, id: must be/],
    ["one id twice", [service, service], /same id/],
    ["roles without a claim", [{ ...service, roles: { staff: "user" } }], /belong together/],
    ["a role that does not exist", [{ ...service, roleClaim: "groups", roles: { staff: "hunter2" } }], /roles, staff/],
    ["scopes without openid", [{ ...service, scopes: ["email"] }], /must contain openid/],
    ["a secret under a wrong name", [{ ...service, "hunter2-hunter2": 1 }], /1 unknown setting/],
    ["no secret", [{ ...service, clientSecret: undefined }], /clientSecret/],
  ])("is refused with a sentence that holds no value: %s", (_, value, sentence) => {
    const said = sentences(value);
    expect(said.join()).toMatch(sentence);
    expect(said.join()).not.toContain("hunter2");
  });

  test("may name this machine by http, for trying it out", () => {
    for (const issuer of ["http://localhost:8080/realm", "http://127.0.0.1:9", "http://[::1]:9"])
      expect(sentences([{ ...service, issuer }])).toEqual([]);
  });
});

describe("the role that a service gives", () => {
  const roles = { staff: "premium", chiefs: "admin", helpers: "moderator" } as const;
  const provider = (roleClaim: string) => ({ ...service, roleClaim, roles }) as unknown as OidcProvider;
  const claims = (more: object) => OidcClaims.parse({ iss: "https://id.example.org", sub: "1", ...more });

  test.each([
    ["one value", "groups", { groups: "staff" }, "premium"],
    ["the highest of several", "groups", { groups: ["staff", "chiefs", "helpers"] }, "admin"],
    ["a claim inside of another", "realm_access.roles", { realm_access: { roles: ["helpers"] } }, "moderator"],
    ["a claim named by an address", "https://a.example/roles", { "https://a.example/roles": ["staff"] }, "premium"],
    ["nothing that is mapped", "groups", { groups: ["guests"] }, "user"],
    ["no claim at all", "groups", {}, "user"],
    ["a claim of another kind", "groups", { groups: { chiefs: true } }, "user"],
    ["names that every object has", "groups", { groups: ["constructor", "__proto__"] }, "user"],
  ])("%s", (_, claim, more, role) => {
    expect(mappedRole(provider(claim), claims(more))).toBe(role);
  });

  test("is nobody's business where none is mapped", () => {
    expect(mappedRole(service as unknown as OidcProvider, claims({ groups: "chiefs" }))).toBeNull();
  });
});
