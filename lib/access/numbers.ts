/** Minutes for which a permission may be lent, 15 minutes to 30 days, and those the form offers. */
export const lendMinutes = { least: 15, most: 43_200, offered: [15, 60, 480, 1_440, 10_080, 43_200] } as const;

/** Hours an address rule may last unless it is for good, up to a year, and those the form offers. */
export const ruleHours = { least: 1, most: 8_760, offered: [1, 24, 168, 720] } as const;
/** Address rules there may be at once, expired ones included. */
export const MOST_RULES = 10_000;

/** Characters of the reason for breaking the glass. */
export const glassReason = { least: 20, most: 2_000 } as const;
