import { type Access, type Given, may, own } from "./access.ts";
import type { Things } from "./things.ts";

export type ActionRow = {
  who: Access;
  as: "object" | "form";
  given: (things: Things) => Given;
  /** What it answers to whoever may. */
  answer: string;
};
const object = (who: Access, given: ActionRow["given"], answer = "ok"): ActionRow => ({
  ...{ who, as: "object", given, answer },
});
const form = (who: Access, given: ActionRow["given"], answer = "ok"): ActionRow => ({
  ...{ who, as: "form", given, answer },
});
/** Every server action, with an input that would do something if it were let through. */
export const actions: Record<string, ActionRow> = {
  "actions.signIn": form("anybody", () => ({ email: "nobody@example.org", password: "wrong" }), "wrong-credentials"),
  "actions.signInAgain": form(
    "anybody",
    () => ({ email: "nobody@example.org", password: "wrong" }),
    "wrong-credentials",
  ),
  "actions.signUp": form("anybody", () => ({ email: "n@example.org", name: "N", password: "x" }), "sign-up-closed"),
  "actions.signOut": object("anybody", () => ({}), "to /sign-in"),
  "actions.stay": object("person", () => ({})),
  "actions.openLink": form("anybody", () => ({ token: "nonsense" }), "link-unknown"),
  "actions.useLink": form("anybody", () => ({ email: "n@example.org", name: "N", password: "x" }), "link-unknown"),
  "chat/actions.edit": object(own("conversation"), ({ conversation }) => ({
    ...{ conversationId: conversation, title: "Mine now" },
    ...{ pinned: true, archived: false },
  })),
  "chat/actions.choose": object(own("conversation"), ({ conversation, message }) => ({
    conversationId: conversation,
    messageId: message,
  })),
  "chat/actions.remove": object(own("conversation"), ({ conversation }) => ({ conversationId: conversation })),
  "chat/actions.list": object("person", () => ({ archived: false, before: null })),
  "chat/actions.attachDocuments": object(own("conversation"), ({ conversation, document }) => ({
    conversationId: conversation,
    documentIds: document.then((id) => [id]),
  })),
  "chat/actions.detachDocument": object(own("conversation"), ({ conversation, document }) => ({
    conversationId: conversation,
    documentId: document,
  })),
  "chat/actions.readAttached": object(own("conversation"), ({ conversation }) => ({ conversationId: conversation })),
  "chat/actions.readLibrary": object("person", () => ({})),
  "documents/actions.edit": object(own("document"), ({ document }) => ({ documentId: document, name: "Mine now" })),
  "documents/actions.remove": object(own("document"), ({ document }) => ({ documentId: document })),
  "documents/actions.upload": form("person", () => ({ file: new File(["A plan."], "plan.txt") })),
  "sign-in/passkey-actions.beginPasskeySignIn": object("anybody", () => ({})),
  "sign-in/passkey-actions.finishPasskeySignIn": object("anybody", () => ({ answer: {} }), "passkey-expired"),
  "sign-in/passkey-actions.beginPasskeyFactor": object("step", () => ({})),
  "sign-in/passkey-actions.finishPasskeyFactor": object("step", () => ({ answer: {} })),
  "sign-in/passkey-actions.beginPasskeyEnrol": object("step", () => ({})),
  "sign-in/passkey-actions.finishPasskeyEnrol": object("step", () => ({ name: "Key", answer: {} })),
  "sign-in/service-actions.continueWith": form("anybody", () => ({ provider: "none" }), "to /sign-in"),
  "settings/security/passkey-actions.beginPasskeyEnrolment": object("person", () => ({})),
  "settings/security/passkey-actions.finishPasskeyEnrolment": object(
    "person",
    () => ({ name: "Key", answer: {} }),
    "passkey-expired",
  ),
  "settings/security/passkey-actions.renameOwnPasskey": form(own("passkey"), ({ passkey }) => ({
    passkeyId: passkey,
    name: "Mine now",
  })),
  "settings/security/passkey-actions.removeOwnPasskey": object(own("passkey"), ({ passkey }) => ({
    passkeyId: passkey,
  })),
  "sign-in/actions.answerFactor": form("step", () => ({ kind: "totp", code: "123456" })),
  "sign-in/actions.beginEnrol": form("step", () => ({})),
  "sign-in/actions.confirmEnrol": form("step", () => ({ code: "123456" })),
  "sign-in/actions.finishEnrol": form("step", () => ({})),
  "sign-in/actions.renewCodes": form("step", () => ({})),
  "sign-in/actions.replacePassword": form("step", () => ({ next: "a long enough password for anyone" })),
  "link-actions.askForNewPassword": form("anybody", () => ({ email: "nobody@example.org" })),
  "link-actions.askForSignInLink": form("anybody", () => ({ email: "nobody@example.org" })),
  "link-actions.confirmLink": form("anybody", () => ({}), "link-unknown"),
  "link-actions.resetPassword": form(
    "anybody",
    () => ({ password: "a long enough password for anyone" }),
    "link-unknown",
  ),
  "settings/actions.beginTotp": form("person", () => ({})),
  "settings/actions.cancelTotp": form("person", () => ({})),
  "settings/actions.confirmTotp": form("person", () => ({ code: "123456" }), "setup-expired"),
  "settings/actions.removeTotp": object("person", () => ({}), "no-factor"),
  "settings/actions.makeRecoveryCodes": object("person", () => ({}), "no-factor"),
  "settings/recovery-actions.reportSession": object(
    own("session"),
    ({ session }) => ({ sessionId: session }),
    "to /sign-in",
  ),
  "settings/recovery-actions.requestEmailChange": form("person", () => ({ email: "new@example.org" })),
  "settings/recovery-actions.sendVerification": form("person", () => ({})),
  "settings/security/lending-actions.lendPermission": form(may("delegation.create"), ({ email }) => ({
    ...{ permission: "moderation.open", email, minutes: "60" },
  })),
  "settings/security/lending-actions.endDelegation": object(own("delegation", "delegation.end"), ({ delegation }) => ({
    delegationId: delegation,
  })),
  "settings/tokens/actions.createToken": form("person", () => ({
    ...{ name: "Mine", days: "1", "scope.conversation.read": "on" },
  })),
  "settings/tokens/actions.endToken": object(own("token"), ({ token }) => ({ tokenId: token })),
  "settings/actions.choosePreference": object("anybody", () => ({ name: "theme", value: "dark" }), "nothing"),
  "settings/actions.changeName": form("person", () => ({ name: "Somebody" })),
  "settings/actions.changePassword": form("person", () => ({ current: "wrong", next: "wrong" }), "wrong-password"),
  "settings/actions.endSession": object(own("session"), ({ session }) => ({ sessionId: session })),
  "settings/actions.endOtherSessions": object("person", () => ({})),
  "moderation/quarantine/actions.decideQuarantine": form(may("quarantine.decide"), ({ quarantined }) => ({
    ...{ documentId: quarantined, decision: "destroy", reason: "Nobody knows it." },
  })),
  "admin/actions.invitePerson": form(may("person.invite"), () => ({ email: "m@example.org", role: "user" })),
  "admin/actions.changeSetting": object(may("setting.change"), () => ({ key: "signUp", value: "invitation" })),
  "admin/actions.addModel": object(may("model.manage"), () => ({
    ...{ provider: "openai-compatible", name: "M", modelId: "m", baseUrl: "http://127.0.0.1:9/v1", apiKey: null },
    ...{ zone: "local", contextTokens: 8000, maxOutputTokens: null, inputPrice: null, outputPrice: null },
  })),
  "admin/actions.switchModel": object(may("model.manage"), ({ model }) => ({ modelId: model, enabled: false })),
  "admin/actions.removeModel": object(may("model.manage"), ({ model }) => ({ modelId: model })),
  "admin/actions.testModel": object(may("model.manage"), () => ({ modelId: "librarian" })),
  "admin/rules/actions.addRule": form(may("address-rule.change"), ({ network }) => ({
    ...{ effect: "block", area: "everything", network, note: "", hours: "" },
  })),
  "admin/rules/actions.removeRule": object(may("address-rule.change"), ({ rule }) => ({ ruleId: rule })),
  "admin/users/actions.changeRole": object(may("person.change-role"), ({ account }) => ({
    ...{ accountId: account, role: "admin" },
  })),
  "admin/users/actions.suspendPerson": object(may("person.suspend"), ({ account }) => ({
    ...{ accountId: account, suspended: true },
  })),
  "admin/users/actions.endSessions": object(may("person.end-sessions"), ({ account }) => ({ accountId: account })),
  "admin/users/actions.requireFactor": object(may("person.require-factor"), ({ account }) => ({
    ...{ accountId: account, required: true },
  })),
  "admin/users/actions.unlockPerson": object(may("person.unlock"), ({ account }) => ({ accountId: account })),
  "admin/users/actions.importPeople": object(may("person.import"), () => ({
    text: "email,role\nx@example.org,user",
  })),
  "admin/users/actions.withdrawInvitation": object(may("person.invite"), ({ invitation }) => ({
    invitationId: invitation,
  })),
  "admin/users/actions.breakGlass": form(may("glass.break"), ({ account }) => ({
    ...{ ownerId: account, reason: "A reason that is long enough to be one." },
  })),
  "admin/users/actions.closeGlass": object(may("glass.close"), ({ glass }) => ({ glassId: glass })),
  "admin/users/factor-reset-actions.requestFactorReset": form(may("person.reset-factor"), ({ securedAccount }) => ({
    ...{ accountId: securedAccount, reason: "A reason that is long enough to be one." },
  })),
  "admin/users/factor-reset-actions.decideFactorReset": object(may("person.reset-factor"), ({ reset }) => ({
    ...{ resetId: reset, approve: true },
  })),
};
