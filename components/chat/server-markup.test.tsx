import { gzipSync } from "node:zlib";
import { renderToString } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { labels } from "#lib/access/labels.ts";
import type { MessageWindow, ShownMessage } from "#lib/chat/schema.ts";
import type { Attached } from "#lib/documents/schema.ts";
import { catalogs } from "#lib/i18n/catalogs.ts";
import { Translations } from "../translations.tsx";
import { Conversation } from "./conversation.tsx";
import { NewChat } from "./new-chat.tsx";
import { Workspace } from "./workspace.tsx";

const at = "2026-11-22T10:00:00.000Z";
const id = (number: number) => `0198c0de-0000-7000-8000-${String(number).padStart(12, "0")}`;
const lines = Array.from({ length: 20 }, (_, number) => ({
  id: id(number),
  title: `Conversation about subject ${number}`,
  pinned: number === 0,
  archived: false,
  activeAt: at,
}));
const models = [
  { id: "gpt", name: "A model", zone: "external", receives: ["public", "internal"] },
  { id: "librarian", name: "Librarian", zone: "local", receives: labels },
] as const;

const said = (number: number, author: ShownMessage["author"], more: Partial<ShownMessage> = {}): ShownMessage => ({
  id: id(number),
  parentId: number === 100 ? null : id(number - 1),
  author,
  parts: [{ type: "text", text: `Text **${number}** [1]` }],
  state: "complete",
  failure: null,
  modelId: author === "model" ? "gpt" : null,
  createdAt: at,
  siblings: [id(number)],
  ...more,
});
const source = { type: "source", id: "s", title: "Help", href: "/help/chatting", quote: "word for word" } as const;
const passage = {
  type: "source",
  id: "p",
  title: "travel.pdf, p. 4: Hotels",
  href: "/documents/d1?passage=3#p-3",
  quote: "up to 120 euros a night",
} as const;
const window: MessageWindow = {
  messages: [
    said(100, "person", {
      siblings: [id(100), id(99)],
      parts: [{ type: "text", text: "<img src=x onerror=alert(1)>" }],
    }),
    said(101, "model", { parts: [{ type: "text", text: "Cited [1]" }, source, passage] }),
    said(102, "person"),
    said(103, "model", { state: "failed", failure: "rate-limited", parts: [] }),
  ],
  earlier: true,
};

const attached: Attached = { label: "internal", library: false, documents: [] };

const never = () => Promise.reject(new Error("not on the server"));
const documents = { attach: never, detach: never, attached: never, library: never };
const actions = { edit: never, remove: never, choose: never, list: never, documents } as const;

function render(language: "en" | "de", conversation: boolean) {
  const path = conversation ? `/chat/${id(3)}` : "/chat";
  return renderToString(
    <Translations language={language} messages={catalogs[language]}>
      <Workspace
        person={{ id: "p", name: "Robin Example", email: "robin@example.org" }}
        page={{ lines, next: `${at}_${id(19)}` }}
        today={Date.parse("2026-11-22T00:00:00.000Z")}
        theme="system"
        times={{ idle: 3_600_000, endsAt: Date.parse("2030-01-01T00:00:00Z") }}
        places={{ moderation: "/moderation", administration: null }}
        actions={{ ...actions, choosePreference: never, signOut: never, stay: never, signInAgain: never }}
        navigation={{ path, target: null, go: () => {} }}
      >
        {conversation ? (
          <Conversation
            conversation={{ line: lines[3] as (typeof lines)[number], attached, modelId: "gpt" }}
            window={window}
            models={models}
            most={10_000}
          />
        ) : (
          <NewChat models={models} most={10_000} />
        )}
      </Workspace>
    </Translations>,
  );
}

describe.each(["en", "de"] as const)("what the server writes (%s)", (language) => {
  test.each([false, true])(
    "holds no style, no handler and no markup of a message (conversation: %s)",
    (conversation) => {
      const html = render(language, conversation);
      expect(html).not.toMatch(/\sstyle=/);
      expect(html).not.toMatch(/<[^>]+\son[a-z]+=/);
      expect(html).not.toContain("<img");
    },
  );

  test("has a sentence for every key it asks for", () => {
    // use-intl writes the key where a sentence is missing.
    for (const html of [render(language, false), render(language, true)])
      expect(html.replace(/<[^>]+>/g, " ")).not.toMatch(/\b(chat|ui|models|errors|markdown)\.[a-z]/);
  });

  test("links every conversation, and only where the role may go", () => {
    const html = render(language, false);
    for (const line of lines) expect(html).toContain(`href="/chat/${line.id}"`);
    expect(html).toContain('href="/moderation"');
    expect(html).not.toContain("/admin");
  });
});

test("the new chat with twenty conversations is a small page", () => {
  expect(gzipSync(render("en", false)).length).toBeLessThan(8_000);
});

test("a reply that failed says why and offers another, a branch says which it is", () => {
  const html = render("en", true);
  expect(html).toContain(catalogs.en.models.failure["rate-limited"]);
  expect(html).toContain(catalogs.en.chat.message.again);
  expect(html).toContain("Version 1 of 2");
});

test("a citation leads to its source beside the text", () => {
  expect(render("en", true)).toMatch(new RegExp(`href="#source-${id(101)}-1"[\\s\\S]*id="source-${id(101)}-1"`));
});

test("a source out of a document names it, its page and the passage, and leads to the place in it", () => {
  const html = render("en", true);
  expect(html).toMatch(/<a href="\/documents\/d1\?passage=3#p-3"[^>]*>.*?travel\.pdf, p\. 4: Hotels<\/a>/);
  expect(html).toContain(passage.quote);
});

test("files can be added in a new chat and in one that has begun", () => {
  for (const html of [render("en", false), render("en", true)]) {
    expect(html).toMatch(/<input[^>]*type="file"[^>]*multiple/);
    expect(html).toContain(`aria-label="${catalogs.en.chat.documents.chooseLabel}"`);
  }
});
