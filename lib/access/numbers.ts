/** Minutes for which a permission may be lent: 15 minutes to 30 days. */
export const lendMinutes = { least: 15, most: 30 * 24 * 60 } as const;

/** Characters of the reason for breaking the glass. */
export const glassReason = { least: 20, most: 2_000 } as const;
