import type { Refusal } from "./form-door.ts";

/**
 * The key, within the area `errors`, of the sentence for a refusal: that of the wrong field, else of the refusal itself.
 * `has` tells whether there is such a sentence.
 */
export function refusalKey({ error, field }: Refusal, has: (key: string) => boolean): string {
  if (field !== undefined && has(`field.${field}`)) return `field.${field}`;
  return has(error) ? error : "failed";
}
