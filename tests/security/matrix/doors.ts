import type { Permission } from "#lib/access/policy.ts";
import type { Given } from "./call.ts";

/** Who may come in: anybody, any signed-in person, who holds a permission, who owns what the address names, or a token. */
export type Access =
  | "anybody"
  | "person"
  | "owner"
  | { permission: Permission }
  | { scope: Permission; method?: string; body?: object }
  /** Answers anybody, and tells each only about themselves. */
  | "self";

/** What rows may name: things of the owner, and of nobody. */
export type Ids = Record<
  "conversation" | "message" | "account" | "session" | "passkey" | "token" | "delegation" | "glass" | "rule" | "reset",
  string
>;

/** Every page and route handler. One that is not here fails the build. */
export const doors: Record<string, Access> = {
  "/": "anybody",
  "/help": "anybody",
  "/help/[page]": "anybody",
  "/sign-in": "anybody",
  "/sign-in/continue": "anybody",
  "/sign-up": "anybody",
  "/setup": "anybody",
  "/join": "anybody",
  "/settings": "anybody", // leads on to a page that is not
  "/settings/profile": "person",
  "/settings/security": "person",
  "/chat": "person",
  "/chat/[conversationId]": "owner",
  "/moderation": { permission: "moderation.open" },
  "/admin": { permission: "administration.open" },
  "/admin/events": { permission: "event.list" },
  "/admin/users": { permission: "person.list" },
  "/admin/system": { permission: "setting.read" },
  "/api/auth/[...nextauth]": "self",
  "/api/chat": "person",
  "/api/chat/[conversationId]/messages": "owner",
  "/api/chat/[conversationId]/stream": "owner",
  "/api/csp-report": "anybody",
  "/api/events": { permission: "event.list" },
  "/api/health": "anybody",
  "/api/health/ready": "anybody",
};

type ActionRow = { who: Access; given: (ids: Ids) => Given };
const object = (who: Access, given: (ids: Ids) => object): ActionRow => ({
  who,
  given: (ids) => ({ object: given(ids) }),
});
const form = (who: Access, given: (ids: Ids) => Record<string, string>): ActionRow => ({
  who,
  given: (ids) => ({ form: given(ids) }),
});
const admin = (permission: Permission) => ({ permission });

/** Every server action, with an input that would do something if it were let through. */
export const actions: Record<string, ActionRow> = {
  "actions.signIn": form("anybody", () => ({ email: "nobody@example.org", password: "wrong" })),
  "actions.signInAgain": form("anybody", () => ({ email: "nobody@example.org", password: "wrong" })),
  "actions.signUp": form("anybody", () => ({ email: "n@example.org", name: "N", password: "x" })),
  "actions.signOut": object("anybody", () => ({})),
  "actions.stay": object("person", () => ({})),
  "actions.openLink": form("anybody", () => ({ token: "nonsense" })),
  "actions.useLink": form("anybody", () => ({ email: "n@example.org", name: "N", password: "x" })),
  "chat/actions.rename": object("owner", ({ conversation }) => ({ conversationId: conversation, title: "Mine now" })),
  "chat/actions.pin": object("owner", ({ conversation }) => ({ conversationId: conversation, pinned: true })),
  "chat/actions.archive": object("owner", ({ conversation }) => ({ conversationId: conversation, archived: false })),
  "chat/actions.choose": object("owner", ({ conversation, message }) => ({
    conversationId: conversation,
    messageId: message,
  })),
  "chat/actions.remove": object("owner", ({ conversation }) => ({ conversationId: conversation })),
  "chat/actions.list": object("person", () => ({ archived: false, before: null })),
  "sign-in/passkey-actions.beginPasskeySignIn": object("anybody", () => ({})),
  "sign-in/passkey-actions.finishPasskeySignIn": object("anybody", () => ({ answer: {} })),
  "sign-in/passkey-actions.beginPasskeyFactor": object("anybody", () => ({})),
  "sign-in/passkey-actions.finishPasskeyFactor": object("anybody", () => ({ answer: {} })),
  "sign-in/passkey-actions.beginPasskeyEnrol": object("anybody", () => ({})),
  "sign-in/passkey-actions.finishPasskeyEnrol": object("anybody", () => ({ name: "Key", answer: {} })),
  "sign-in/service-actions.continueWith": form("anybody", () => ({ provider: "none" })),
  "settings/security/passkey-actions.beginPasskeyEnrolment": object("person", () => ({})),
  "settings/security/passkey-actions.finishPasskeyEnrolment": object("person", () => ({ name: "Key", answer: {} })),
  "settings/security/passkey-actions.renameOwnPasskey": form("owner", ({ passkey }) => ({
    passkeyId: passkey,
    name: "Mine now",
  })),
  "settings/security/passkey-actions.removeOwnPasskey": object("owner", ({ passkey }) => ({ passkeyId: passkey })),
  "settings/actions.choosePreference": object("anybody", () => ({ name: "theme", value: "dark" })),
  "settings/actions.changeName": form("person", () => ({ name: "Somebody" })),
  "settings/actions.changePassword": form("person", () => ({ current: "wrong", next: "wrong" })),
  "settings/actions.endSession": object("owner", ({ session }) => ({ sessionId: session })),
  "settings/actions.endOtherSessions": object("person", () => ({})),
  "admin/actions.invitePerson": form(admin("person.invite"), () => ({ email: "m@example.org", role: "user" })),
  "admin/actions.changeSetting": object(admin("setting.change"), () => ({ key: "signUp", value: "invitation" })),
  "admin/actions.addModel": object(admin("model.manage"), () => ({
    ...{ provider: "openai-compatible", name: "M", modelId: "m", baseUrl: "http://127.0.0.1:9/v1", apiKey: null },
    ...{ zone: "local", contextTokens: 8000, maxOutputTokens: null, inputPrice: null, outputPrice: null },
  })),
  "admin/actions.switchModel": object(admin("model.manage"), ({ rule }) => ({ modelId: rule, enabled: false })),
  "admin/actions.removeModel": object(admin("model.manage"), ({ rule }) => ({ modelId: rule })),
  "admin/actions.testModel": object(admin("model.manage"), ({ rule }) => ({ modelId: rule })),
};
