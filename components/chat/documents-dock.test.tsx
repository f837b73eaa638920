import { createRef } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { labels } from "#lib/access/labels.ts";
import { type Attached, documentStates } from "#lib/documents/schema.ts";
import { catalogs } from "#lib/i18n/catalogs.ts";
import type { UploadItem } from "../documents/use-uploads.ts";
import { Translations } from "../translations.tsx";
import { aLine } from "./document-for-test.ts";
import { type DockHandle, DocumentsDock } from "./documents-dock.tsx";
import { ModelPicker } from "./model-picker.tsx";
import { UploadChip } from "./upload-chip.tsx";
import { type Workspace, WorkspaceContext } from "./workspace-context.ts";

type Language = keyof typeof catalogs;
const languages = ["en", "de"] as const;

const never = () => Promise.reject(new Error("not on the server"));
const workspace = {
  person: { id: "p", name: "Robin Example", email: "robin@example.org" },
  documents: { attach: never, detach: never, attached: never, library: never },
} as unknown as Workspace;

const render = (language: Language, markup: React.ReactNode) =>
  renderToString(
    <Translations language={language} messages={catalogs[language]}>
      <WorkspaceContext value={workspace}>{markup}</WorkspaceContext>
    </Translations>,
  );

function dock(language: Language, attached: Partial<Attached>) {
  const first: Attached = { label: "internal", library: false, documents: [], ...attached };
  const ref = createRef<DockHandle>();
  return render(
    language,
    <DocumentsDock ref={ref} conversationId="c" attached={first} onGrounding={() => {}} onRemoved={() => {}} />,
  );
}

const noted = (html: string) => html.replace(/<!-- -->/g, "");
const upload: UploadItem = {
  ...{ key: "k", name: "travel.pdf", size: 100, sent: 40, state: "sending", error: null, seconds: null },
  ...{ documentId: null, isKnown: false },
};
const chip = (language: Language, of: Partial<UploadItem>) =>
  noted(
    render(
      language,
      <UploadChip item={{ ...upload, ...of }} onCancel={() => {}} onRetry={() => {}} onDismiss={() => {}} />,
    ),
  );

describe.each(languages)("the documents of a conversation (%s)", (language) => {
  const t = catalogs[language].chat;

  test("stand above the field with their names, lead to their text, and can be removed", () => {
    const html = noted(dock(language, { documents: [aLine({ name: "<b>travel</b>.pdf" })] }));
    expect(html).toContain(`href="/documents/${aLine().id}"`);
    expect(html).toContain("&lt;b&gt;travel&lt;/b&gt;.pdf");
    expect(html).toContain(`aria-label="${t.documents.remove.replace("{name}", "&lt;b&gt;travel&lt;/b&gt;.pdf")}"`);
    expect(html).not.toMatch(/\sstyle=/);
  });

  test("say in words how far they are, and only where that matters", () => {
    for (const state of documentStates) {
      const html = noted(dock(language, { documents: [aLine({ state })] }));
      if (state === "ready") expect(html).not.toContain(`>${t.documents.state.ready}<`);
      else expect(html).toContain(`>${t.documents.state[state]}<`);
    }
  });

  test("say their label where it binds what may be done with them", () => {
    for (const label of labels) {
      const html = noted(dock(language, { documents: [aLine({ label })] }));
      expect(html.includes(`>${t.label[label]}<`)).toBe(label === "confidential" || label === "restricted");
    }
  });

  test("have a sentence for every key that is asked for", () => {
    const documents = documentStates.map((state) => aLine({ id: state, state, label: "restricted" }));
    const all = [
      dock(language, { library: true, documents }),
      ...(["waiting", "sending", "done", "failed"] as const).map((state) =>
        chip(language, { state, error: state === "failed" ? "unreached" : null }),
      ),
    ];
    // use-intl writes the key where a sentence is missing.
    for (const html of all) expect(html.replace(/<[^>]+>/g, " ")).not.toMatch(/\b(chat|ui|errors)\.[a-z]/);
  });
});

test("the whole library is named where it is looked in", () => {
  const { library } = catalogs.en.chat.documents;
  expect(dock("en", { library: true })).toContain(library);
  expect(dock("en", {})).not.toContain(library);
});

test("a file on its way shows how much has gone; one that is all sent waits without a measure", () => {
  expect(chip("en", {})).toMatch(/<progress[^>]*max="100"[^>]*value="40"/);
  expect(chip("en", { state: "waiting", sent: 0 })).toMatch(/<progress[^>]*value="0"/);
  expect(chip("en", { sent: 100 })).not.toMatch(/<progress[^>]*value=/);
});

test("another try is offered where it may help, and not where the file itself is the cause", () => {
  const again = catalogs.en.chat.documents.retry;
  expect(chip("en", { state: "failed", error: "unreached" })).toContain(again);
  expect(chip("en", { state: "failed", error: "encrypted" })).not.toContain(again);
  expect(chip("en", { state: "failed", error: "never-heard-of" })).toContain(catalogs.en.errors.failed);
});

describe.each(languages)("the choice of a model (%s)", (language) => {
  const outside = { id: "gpt", name: "A model", zone: "external", receives: ["public", "internal"] } as const;
  const here = { id: "librarian", name: "Librarian", zone: "local", receives: labels } as const;
  const picker = (label: (typeof labels)[number]) =>
    render(language, <ModelPicker models={[outside, here]} chosen={here} label={label} onChoose={() => {}} />);
  const items = (html: string) => html.match(/<button[^>]*role="menuitemradio".*?<\/button>/g) ?? [];

  test.each(labels)("closes models that may not receive the label, and says why (%s)", (label) => {
    const [first = "", second = ""] = items(picker(label));
    const t = catalogs[language];
    const reason = t.chat.model.barred.replace("{label}", t.chat.label[label]);
    const isClosed = label === "confidential" || label === "restricted";
    expect(first.includes('aria-disabled="true"')).toBe(isClosed);
    expect(first.includes(reason)).toBe(isClosed);
    expect(second).not.toContain('aria-disabled="true"');
  });
});
