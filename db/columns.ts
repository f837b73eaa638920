import { customType, timestamp } from "drizzle-orm/pg-core";

/** Raw bytes: sealed values, keyed hashes. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** A point in time, with its zone. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
