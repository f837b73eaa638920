import { translator } from "#lib/http/translate.ts";
import type { Activity } from "#lib/identity/activity.ts";

type Words = { (key: string, values?: Record<string, string | number>): string; has(key: string): boolean };

/** Turns what is kept as codes into sentences, in the language of this request. */
export async function recoveryWords() {
  const t = (await translator("recovery")) as unknown as Words;
  const word = (key: string, code: unknown) => (t.has(`${key}.${code}`) ? t(`${key}.${code}`) : String(code));

  const how = ({ method, secondFactor }: { method: unknown; secondFactor: unknown }) =>
    [word("how.method", method), ...(secondFactor === null ? [] : [word("how.second", secondFactor)])].join(" ");

  /** What happened, without where and when. */
  const sentence = ({ name, data }: Pick<Activity, "name" | "data">): string => {
    const values = Object.entries(data).map(([field, value]): [string, string | number] => {
      if (typeof value === "number") return [field, value];
      const isCode = field === "factor" || field === "reason" || field === "to";
      return [field, isCode ? word(`activity.${field}`, value) : String(value)];
    });
    const parts = { method: word("how.method", data.method), second: "" };
    if (typeof data.secondFactor === "string") parts.second = word("how.second", data.secondFactor);
    return t(`activity.what.${name}`, { ...Object.fromEntries(values), ...parts }).trim();
  };
  return { how, sentence };
}
