import type { Permission } from "#lib/access/policy.ts";
import type { Given } from "./call.ts";

/** Who may come in: anybody, any signed-in person, who holds a permission, who owns what the address names, a program. */
export type Access =
  | "anybody"
  | "person"
  | "owner"
  | { permission: Permission }
  /** A door of the API: which scope opens it says the table of endpoints. */
  | "program"
  /** Answers anybody, and tells each only about themselves. */
  | "self"
  /** Only for a sign-in that is half done; everybody else is led to its beginning. */
  | "step"
  /** Closed to all who knock here: there is no such thing, or it needs broken glass. */
  | "nobody";

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
  "/sign-in/enrol": "step",
  "/sign-in/factor": "step",
  "/sign-in/password": "step",
  "/sign-in/forgotten": "anybody",
  "/sign-in/link": "anybody",
  "/sign-in/mail": "anybody",
  "/new-address": "anybody",
  "/reset": "anybody",
  "/verify": "anybody",
  "/sign-up": "anybody",
  "/setup": "anybody",
  "/join": "anybody",
  "/settings": "anybody", // leads on to a page that is not
  "/settings/profile": "person",
  "/settings/security": "person",
  "/settings/tokens": "person",
  "/chat": "person",
  "/chat/[conversationId]": "owner",
  "/moderation": { permission: "moderation.open" },
  "/admin": { permission: "administration.open" },
  "/admin/events": { permission: "event.list" },
  "/admin/users": { permission: "person.list" },
  "/admin/users/[accountId]": { permission: "person.list" },
  "/admin/users/[accountId]/conversations": { permission: "glass.break" },
  "/admin/users/[accountId]/conversations/[conversationId]": "nobody",
  "/admin/users/import": { permission: "person.import" },
  "/admin/users/permissions": { permission: "person.list" },
  "/admin/rules": { permission: "address-rule.list" },
  "/admin/system": { permission: "setting.read" },
  "/api/auth/[...nextauth]": "self",
  "/api/chat": "person",
  "/api/chat/[conversationId]/messages": "owner",
  "/api/chat/[conversationId]/stream": "owner",
  "/api/csp-report": "anybody",
  "/api/events": { permission: "event.list" },
  "/api/v1/[...missing]": "nobody",
  "/api/v1/conversations": "program",
  "/api/v1/conversations/[conversationId]": "program",
  "/api/v1/conversations/[conversationId]/messages": "program",
  "/api/v1/events": "program",
  "/api/v1/messages": "program",
  "/api/v1/models": "program",
  "/api/v1/openapi.json": "anybody",
  "/api/v1/usage": "program",
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
  "sign-in/actions.answerFactor": form("step", () => ({ kind: "totp", code: "123456" })),
  "sign-in/actions.beginEnrol": form("step", () => ({})),
  "sign-in/actions.confirmEnrol": form("step", () => ({ code: "123456" })),
  "sign-in/actions.finishEnrol": form("step", () => ({})),
  "sign-in/actions.renewCodes": form("step", () => ({})),
  "sign-in/actions.replacePassword": form("step", () => ({ next: "a long enough password for anyone" })),
  "link-actions.askForNewPassword": form("anybody", () => ({ email: "nobody@example.org" })),
  "link-actions.askForSignInLink": form("anybody", () => ({ email: "nobody@example.org" })),
  "link-actions.confirmLink": form("anybody", () => ({})),
  "link-actions.resetPassword": form("anybody", () => ({ password: "a long enough password for anyone" })),
  "settings/actions.beginTotp": form("person", () => ({})),
  "settings/actions.cancelTotp": form("person", () => ({})),
  "settings/actions.confirmTotp": form("person", () => ({ code: "123456" })),
  "settings/actions.removeTotp": object("person", () => ({})),
  "settings/actions.makeRecoveryCodes": object("person", () => ({})),
  "settings/recovery-actions.reportSession": object("owner", ({ session }) => ({ sessionId: session })),
  "settings/recovery-actions.requestEmailChange": form("person", () => ({ email: "new@example.org" })),
  "settings/recovery-actions.sendVerification": form("person", () => ({})),
  "settings/security/lending-actions.lendPermission": form(admin("delegation.create"), () => ({
    ...{ permission: "event.list", email: "nobody@example.org", minutes: "60" },
  })),
  "settings/security/lending-actions.endDelegation": object("owner", ({ delegation }) => ({
    delegationId: delegation,
  })),
  "settings/tokens/actions.createToken": form("person", () => ({
    ...{ name: "Mine", days: "1", "scope.conversation.read": "on" },
  })),
  "settings/tokens/actions.endToken": object("owner", ({ token }) => ({ tokenId: token })),
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
  "admin/rules/actions.addRule": form(admin("address-rule.change"), () => ({
    ...{ effect: "block", area: "everything", network: "192.0.2.0/24", note: "", hours: "" },
  })),
  "admin/rules/actions.removeRule": object(admin("address-rule.change"), ({ rule }) => ({ ruleId: rule })),
  "admin/users/actions.changeRole": object(admin("person.change-role"), ({ account }) => ({
    ...{ accountId: account, role: "admin" },
  })),
  "admin/users/actions.suspendPerson": object(admin("person.suspend"), ({ account }) => ({
    ...{ accountId: account, suspended: true },
  })),
  "admin/users/actions.endSessions": object(admin("person.end-sessions"), ({ account }) => ({ accountId: account })),
  "admin/users/actions.requireFactor": object(admin("person.require-factor"), ({ account }) => ({
    ...{ accountId: account, required: true },
  })),
  "admin/users/actions.unlockPerson": object(admin("person.unlock"), ({ account }) => ({ accountId: account })),
  "admin/users/actions.importPeople": object(admin("person.import"), () => ({
    text: "email,role\nx@example.org,user",
  })),
  "admin/users/actions.breakGlass": form(admin("glass.break"), ({ account }) => ({
    ...{ ownerId: account, reason: "A reason that is long enough to be one." },
  })),
  "admin/users/actions.closeGlass": object(admin("glass.close"), ({ glass }) => ({ glassId: glass })),
  "admin/users/factor-reset-actions.requestFactorReset": form(admin("person.reset-factor"), ({ account }) => ({
    ...{ accountId: account, reason: "A reason that is long enough to be one." },
  })),
  "admin/users/factor-reset-actions.decideFactorReset": object(admin("person.reset-factor"), ({ reset }) => ({
    ...{ resetId: reset, approve: true },
  })),
};
