import type { z } from "zod";
import { SettingsError } from "./env.ts";

type JsonSetting = {
  /** The variable, and what one of its entries is called: `MODELS`, `model`. */
  name: string;
  entry: string;
  example: string;
  /** Our own sentences, by the code that a schema gives as its message. */
  sentences: Readonly<Record<string, string>>;
};

/**
 * A setting that holds a list as JSON; null is an empty one. Throws {@link SettingsError} with a sentence per problem; no
 * sentence holds a value, because values hold secrets.
 */
export function readJsonSetting<T>(json: string | null, schema: z.ZodType<T[]>, setting: JsonSetting): T[] {
  if (json === null) return [];
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new SettingsError([`${setting.name} is no valid JSON: it must be a list such as ${setting.example}.`]);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map((issue) => sentence(issue, setting)));
  return parsed.data;
}

function sentence(
  { path, message, code, ...issue }: z.core.$ZodIssue,
  { name, entry, sentences }: JsonSetting,
): string {
  const [index, ...inside] = path.map(String);
  const place = index === undefined ? name : `${name}, ${entry} ${[Number(index) + 1, ...inside].join(", ")}`;
  // zod repeats unknown keys in its message; a misplaced secret could be one.
  if (code === "unrecognized_keys") return `${place}: ${(issue as { keys: string[] }).keys.length} unknown setting(s).`;
  return `${place}: ${sentences[message] ?? message}`;
}
