import type { Label } from "#lib/access/labels.ts";

// Told apart from the server's own list only in name: the compiler sees to it that none is missing.
const all: Record<Label, true> = { public: true, internal: true, confidential: true, restricted: true };

/** Every label, from what anybody may see to what hardly anybody may. */
export const labelList = Object.keys(all) as readonly Label[];
