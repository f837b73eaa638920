/** What the form for a model sends; the schema of the server (lib/models/schema) decides about every field. */
export type ModelFields = {
  name: string;
  provider: string;
  modelId: string;
  baseUrl: string | null;
  apiKey: string | null;
  zone: string;
  contextTokens: number | null;
  maxOutputTokens: number | null;
  inputPrice: number | null;
  outputPrice: number | null;
};

/** Reads the form: what is left empty is null, and figures are numbers. */
export function readModel(form: FormData): ModelFields {
  return {
    name: text(form, "name"),
    provider: text(form, "provider"),
    modelId: text(form, "modelId"),
    baseUrl: text(form, "baseUrl") || null,
    apiKey: text(form, "apiKey") || null,
    zone: text(form, "zone"),
    contextTokens: figure(form, "contextTokens"),
    maxOutputTokens: figure(form, "maxOutputTokens"),
    inputPrice: figure(form, "inputPrice"),
    outputPrice: figure(form, "outputPrice"),
  };
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

function figure(form: FormData, name: string): number | null {
  const value = text(form, name);
  return value === "" ? null : Number(value);
}
