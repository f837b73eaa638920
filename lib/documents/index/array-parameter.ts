import { type SQL, sql } from "drizzle-orm";

// The driver guesses the type of a list from its first element and takes the list for one of it. As text it is plain.

/** A list as one parameter, however long. */
export function bytesArray(values: readonly Buffer[]): SQL {
  return sql`${`{${values.map((value) => `"\\\\x${value.toString("hex")}"`).join(",")}}`}::bytea[]`;
}

/** The same for ids; they must be well-formed. */
export function uuidArray(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(",")}}`}::uuid[]`;
}
