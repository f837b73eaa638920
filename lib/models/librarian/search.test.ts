import { expect, test } from "vitest";
import { searchHelp } from "./search.ts";
import { termsOf } from "./terms.ts";

test.each([
  ["How do I stop a reply?", "chatting#stop-a-reply"],
  ["what shortcuts are there", "chatting#keyboard-shortcuts"],
  ["how long must my password be", "accounts#password-rules"],
  ["I forgot my password", "accounts#forgotten-password"],
  ["how do I log out", "accounts#sign-out"],
  ["how to login", "getting-started#signing-in"],
  ["How do I connect Ollama?", "models#which-providers-work"],
  ["How do I remove a chat?", "conversations#delete-a-conversation"],
  ["can admins read my chats", "conversations#who-can-read-it"],
  ["is my data encrypted", "privacy#what-is-encrypted"],
  ["dark mode", "getting-started#language-and-appearance"],
  ["invite a colleague", "administration#invite-people"],
  ["how many messages per minute", "limits#how-much-you-can-do"],
  ["what happens if I close the browser", "chatting#when-you-leave-in-the-middle"],
  ["who can see my files", "documents#who-can-see-a-file"],
  ["what does quarantine mean for my file", "documents#a-file-in-quarantine"],
  ["which label may go to an external model", "documents#labels-and-models"],
])("%s leads to %s", (question, place) => {
  const [best] = searchHelp(question, "en");
  expect(`${best?.page}#${best?.section}`).toBe(place);
});

test.each([
  ["Wie halte ich eine Antwort an?", "chatting#eine-antwort-anhalten"],
  ["Welche Tastenkürzel gibt es?", "chatting#tastenkuerzel"],
  ["Passwortregeln", "accounts#regeln-fuer-passwoerter"],
  ["Kennwort vergessen", "accounts#passwort-vergessen"],
  ["Wie logge ich mich aus?", "accounts#abmelden"],
  ["Chat entfernen", "conversations#eine-unterhaltung-loeschen"],
  ["Wie verbinde ich Ollama?", "models#welche-anbieter-funktionieren"],
  ["Kollegen einladen", "administration#personen-einladen"],
  ["Was sind Zonen?", "models#zonen"],
  ["Sind meine Daten verschlüsselt?", "privacy#was-verschluesselt-ist"],
  ["Wie ändere ich meinen Namen?", "accounts#den-namen-aendern"],
])("%s leads to %s", (question, place) => {
  const [best] = searchHelp(question, "de");
  expect(`${best?.page}#${best?.section}`).toBe(place);
});

test.each([
  ["What is the capital of France?", "en"],
  ["write a poem about the sea", "en"],
  ["hello", "en"],
  ["", "en"],
  ["?!", "en"],
  ["Was ist die Hauptstadt von Frankreich?", "de"],
  ["Schreibe ein Gedicht über das Meer", "de"],
] as const)("%o is answered by nothing in the help pages", (question, language) => {
  expect(searchHelp(question, language)).toEqual([]);
});

test("a pasted text of any size is looked at only as far as a question goes", () => {
  const startedAt = performance.now();
  searchHelp(`password ${"lorem ".repeat(1_000_000)}`, "en");
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test("words that say nothing are left out", () => {
  expect(termsOf("How do I get the …?", "en")).toEqual([]);
  expect(termsOf("Wie kann ich das machen?", "de")).toEqual([]);
});
