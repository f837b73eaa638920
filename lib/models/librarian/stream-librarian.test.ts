import { expect, test } from "vitest";
import { openModel } from "../open-model.ts";
import type { ModelConfig, Prompt, ReplyPart } from "../stream.ts";
import { readHelpPage } from "./help.ts";

const librarian: ModelConfig = {
  ...{ id: "librarian", name: "Librarian", provider: "librarian", modelId: "librarian", baseUrl: null, apiKey: null },
  ...{ zone: "local", contextTokens: 1000, maxOutputTokens: null, inputPrice: 0, outputPrice: 0 },
};

async function ask(text: string, language: Prompt["language"] = "en", earlier: Prompt["turns"] = []) {
  const waits: number[] = [];
  const model = openModel(librarian, { wait: async (milliseconds) => void waits.push(milliseconds) });
  const parts: ReplyPart[] = [];
  const turns = [...earlier, { role: "user", text } as const];
  for await (const part of model.stream({ system: "", turns, language }, new AbortController().signal))
    parts.push(part);
  const said = parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  const sources = parts.flatMap((part) => (part.type === "source" ? [part.source] : []));
  return { parts, said, sources, waits };
}

test.each([
  ["en", "Who can read my conversations?"],
  ["en", "keyboard shortcuts"],
  ["de", "Wie viele Nachrichten pro Minute?"],
] as const)(
  "in %s, %s is answered with passages that stand word by word where the citation says",
  async (language, question) => {
    const { said, sources, parts } = await ask(question, language);
    expect(sources.length).toBeGreaterThan(0);
    sources.forEach(({ id, href, quote, title }, index) => {
      expect(id).toBe(String(index + 1));
      expect(said).toContain(`**${title}** [${id}]`);
      const [, page = "", section] = /^\/help\/([a-z-]+)#([a-z0-9-]+)$/.exec(href) ?? [];
      const passage = readHelpPage(language, page)?.sections.find(({ slug }) => slug === section)?.markdown ?? "";
      expect(passage).not.toBe("");
      for (const line of passage.split("\n").filter(Boolean)) expect(said).toContain(`> ${line}`);
      for (const line of quote.split("\n")) expect(passage.replace(/\*\*|`/g, "")).toContain(line);
    });
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop", usage: { inputTokens: null, outputTokens: null } });
  },
);

test("it says in the person's language that no language model is connected and how to connect one", async () => {
  expect((await ask("zones")).said).toMatch(/No language model is connected.*Administration → System → Models/);
  expect((await ask("Zonen", "de")).said).toMatch(/kein Sprachmodell verbunden.*Administration → System → Modelle/);
});

test("when nothing fits it says so, cites nothing and names what it can talk about", async () => {
  const { said, sources } = await ask("What is the capital of France?");
  expect(sources).toEqual([]);
  expect(said).toMatch(/^I found nothing about that/);
  expect(said).toContain("- **Chatting**: Send a message");
});

test("the last question counts", async () => {
  const earlier = [
    { role: "user", text: "How do I stop a reply?" },
    { role: "assistant", text: "Press Esc." },
  ] as const;
  expect((await ask("and what is a zone?", "en", earlier)).sources[0]?.href).toBe("/help/models#zones");
});

test("it writes piece by piece and is done within a second and a half", async () => {
  for (const question of ["Which events are recorded?", "nothing that fits"]) {
    const { waits } = await ask(question);
    expect(waits.length).toBeGreaterThan(20);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(1500);
  }
});

test("stop ends it at once", async () => {
  const controller = new AbortController();
  const parts: ReplyPart[] = [];
  const prompt = { system: "", turns: [{ role: "user", text: "zones" }], language: "en" } as const;
  for await (const part of openModel(librarian).stream(prompt, controller.signal)) {
    parts.push(part);
    if (part.type === "text") controller.abort();
  }
  expect(parts.filter(({ type }) => type !== "source")).toHaveLength(1);
});
