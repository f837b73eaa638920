import { expect, test } from "vitest";
import { ModelInput } from "#lib/models/schema.ts";
import { readModel } from "./model-input.ts";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const least = { name: "Small one", provider: "openai", modelId: "small", zone: "external", contextTokens: "32000" };

test("a form with the least filled in is a model, and what is empty is null", () => {
  const input = readModel(form({ ...least, baseUrl: "", apiKey: " ", inputPrice: "" }));
  expect(ModelInput.parse(input)).toEqual({
    name: "Small one",
    provider: "openai",
    modelId: "small",
    baseUrl: null,
    apiKey: null,
    zone: "external",
    contextTokens: 32_000,
    maxOutputTokens: null,
    inputPrice: null,
    outputPrice: null,
  });
});

test("figures are numbers, zero too", () => {
  const input = readModel(form({ ...least, inputPrice: "0", outputPrice: "2.5", maxOutputTokens: "4096" }));
  expect(input).toMatchObject({ inputPrice: 0, outputPrice: 2.5, maxOutputTokens: 4096 });
});

test("what is no number is left for the server to refuse, with its field", () => {
  const parsed = ModelInput.safeParse(readModel(form({ ...least, inputPrice: "cheap" })));
  expect(parsed.error?.issues[0]?.path).toEqual(["inputPrice"]);
});
