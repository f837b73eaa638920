import { expect, test } from "vitest";
import { droppedFiles, pastedFiles } from "./dropped-files.ts";

const pdf = new File(["%PDF"], "plan.pdf", { type: "application/pdf" });
const picture = new File(["png"], "image.png", { type: "image/png" });
const unnamed = new File(["text"], "notes", { type: "" });

const pasted = (files: File[], types: string[]) =>
  pastedFiles({ files: files as unknown as FileList, types } as unknown as DataTransfer);

test("files are pasted as files, whatever words a file manager puts beside them", () => {
  expect(pasted([pdf, unnamed], ["Files"])).toEqual([pdf, unnamed]);
  expect(pasted([pdf], ["text/plain", "Files"])).toEqual([pdf]);
});

test("a text that a word processor pastes with a picture of itself stays a text", () => {
  expect(pasted([picture], ["text/plain", "text/html", "Files"])).toEqual([]);
});

test("text alone is no file, and a picture alone is one, so that somebody is told why it is not taken", () => {
  expect(pasted([], ["text/plain"])).toEqual([]);
  expect(pasted([picture], ["Files"])).toEqual([picture]);
});

test("folders are left out of what is dropped, files beside them are not", () => {
  const folder = new File([], "reports");
  const item = (file: File, isDirectory: boolean) => ({
    ...{ kind: "file", getAsFile: () => file, webkitGetAsEntry: () => ({ isDirectory }) },
  });
  const items = [item(folder, true), item(pdf, false), { kind: "string", getAsFile: () => null }];
  expect(droppedFiles({ items, files: [folder, pdf] } as unknown as DataTransfer)).toEqual([pdf]);
});
