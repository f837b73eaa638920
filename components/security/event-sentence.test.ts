import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { languages } from "#lib/i18n/languages.ts";
import { admin as de } from "#lib/i18n/messages/de/admin.ts";
import { admin as en } from "#lib/i18n/messages/en/admin.ts";
import { eventNames } from "#lib/security/events/catalog.ts";
import { eventSentence, type Words } from "./event-sentence.ts";

const words = (locale: "en" | "de") =>
  createTranslator({
    locale,
    messages: { admin: { en, de }[locale] },
    namespace: "admin",
    onError: (error: Error) => {
      throw error;
    },
  } as never) as unknown as Words;

/** Data that fits every event of the catalogue: the field names mean the same everywhere. */
const data = {
  permission: "event.list",
  reason: "used",
  resourceId: null,
  accountId: "a",
  role: "admin",
  by: "setup",
  linkId: "l",
  sessionId: "s",
  method: "password",
  count: 3,
  purpose: "setup",
  bucket: "login",
  limit: 5,
  path: "/x",
  directive: "img-src",
  blocked: "inline",
  page: "/chat",
  conversationId: "c",
  messages: 2,
  messageId: "m",
  modelId: "env:m",
  zone: "local",
  characters: 12,
  failure: "quota",
  key: "limits",
  provider: "openai",
  enabled: true,
  outcome: "answered",
  version: "1.2.3",
  secondFactor: "totp",
  newDevice: true,
  from: "user",
  to: "admin",
  required: true,
  what: "code",
  factor: "totp",
  decision: "done",
  invited: 1,
  changed: 1,
  skipped: 1,
  minutes: 60,
  scopes: ["conversation.read"],
  area: "administration",
  effect: "block",
  kind: "new-device",
  attempts: 3,
  documentId: "d",
  ownerId: "o",
  size: 1024,
  clean: true,
  scanner: "clamav",
  signature: "pdf-javascript",
  passages: 12,
  label: "restricted",
};

describe.each(languages)("in %s", (language) => {
  const t = words(language);

  test.each(eventNames)("%s has a title and a sentence", (name) => {
    expect(t.has(`events.${name}.title`)).toBe(true);
    const sentence = eventSentence(t, { name, data });
    expect(sentence).not.toBe(name);
    expect(sentence).not.toMatch(/[{}]|events\./);
  });
});

test("codes are put into words, those of one event before the general ones", () => {
  const t = words("en");
  const ended = { name: "session.ended", data: { accountId: "a", count: 1, reason: "signed-out" } };
  expect(eventSentence(t, ended)).toBe("A session ended: signed out.");
  const denied = { name: "access.denied", data: { permission: "event.list", reason: "signed-out", resourceId: null } };
  expect(eventSentence(t, denied)).toBe("Refused: event.list – nobody was signed in.");
});

test("what nobody foresaw is told as it is, and cannot lead into the catalogue or into its syntax", () => {
  const t = words("en");
  expect(eventSentence(t, { name: "future.event", data: {} })).toBe("future.event");
  const strange = { permission: "{x}", reason: "<b>constructor</b>", resourceId: null };
  expect(eventSentence(t, { name: "access.denied", data: strange })).toBe("Refused: {x} – <b>constructor</b>.");
});
