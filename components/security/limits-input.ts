/** At most `requests` within any `seconds`. */
export type LimitValue = { requests: number; seconds: number };

type Row = { bucket: string; standard: LimitValue };
type Parsed = { ok: true; value: Record<string, LimitValue> } | { ok: false; bucket: string };

/** As the server checks again: lib/limits/schema. */
export const limitBounds = { requests: 10_000_000, seconds: 86_400 } as const;

/** The name of a field in the form. */
export const limitField = (bucket: string, part: keyof LimitValue) => `${bucket}.${part}`;

/**
 * What the form changes from the standard: rows left empty, or filled with the standard, are not in it. Answers the first
 * bucket whose numbers are wrong or of which one is missing.
 */
export function readLimits(rows: readonly Row[], form: FormData): Parsed {
  const changed: Record<string, LimitValue> = {};
  for (const { bucket, standard } of rows) {
    const [requests, seconds] = (["requests", "seconds"] as const).map((part) =>
      readNumber(form.get(limitField(bucket, part)), limitBounds[part]),
    );
    if (requests === "empty" && seconds === "empty") continue;
    if (typeof requests !== "number" || typeof seconds !== "number") return { ok: false, bucket };
    if (requests !== standard.requests || seconds !== standard.seconds) changed[bucket] = { requests, seconds };
  }
  return { ok: true, value: changed };
}

function readNumber(given: FormDataEntryValue | null, most: number): number | "empty" | "wrong" {
  const text = typeof given === "string" ? given.trim() : "";
  if (text === "") return "empty";
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : "wrong";
}
