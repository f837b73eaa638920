/** Of a translator for the area `admin`: what is needed here. */
export type Words = { (key: string, values?: Record<string, string | number>): string; has: (key: string) => boolean };

type Described = { name: string; data: Record<string, unknown> };

/**
 * What an event says, in a plain sentence. Codes in its data are put into words where there are any; an event that has no
 * sentence (of another version of the product) is told by its name.
 */
export function eventSentence(t: Words, { name, data }: Described): string {
  const key = `events.${name}.text`;
  if (!t.has(key)) return name;
  const values = Object.entries(data).map(([field, value]) => [field, valueInWords(t, name, field, value)]);
  return t(key, Object.fromEntries(values));
}

function valueInWords(t: Words, name: string, field: string, value: unknown): string | number {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return plain(value);
  const keys = [`events.${name}.${field}.${value}`, `events.word.${field}.${value}`];
  // A dot inside a value would be read as a step into the catalogue.
  const key = value.includes(".") ? undefined : keys.find((each) => t.has(each));
  return key === undefined ? value : t(key);
}

/** A value of an event's data as text. */
export function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
