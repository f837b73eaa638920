/** At most `requests` within any `seconds`, measured by a sliding window. */
export type Limit = { requests: number; seconds: number };

/**
 * The one table of rate limits, each per account, else per address. Every one can be changed by the administrator and,
 * for the whole instance, through the setting `LIMITS`.
 */
export const defaultLimits = Object.freeze({
  /** Actions and the API. */
  default: { requests: 60, seconds: 60 },
  /** Documents and their data, read by people. */
  pages: { requests: 240, seconds: 60 },
  /** Everything that could be used to guess a password, a code or a link. */
  login: { requests: 5, seconds: 60 },
  file_upload: { requests: 10, seconds: 3600 },
  /** Calls with an API token. */
  api_calls: { requests: 1000, seconds: 3600 },
  /** Reports of browsers about what the content security policy stopped; their collector is open to everybody. */
  csp_report: { requests: 30, seconds: 60 },
} satisfies Record<string, Limit>);

export type Bucket = keyof typeof defaultLimits;
export type LimitTable = Readonly<Record<Bucket, Limit>>;
/** Some buckets, each with its whole limit. */
export type LimitChanges = { readonly [B in Bucket]?: Limit | undefined };

export const buckets = Object.keys(defaultLimits) as readonly Bucket[];

/** Length of a message in characters, both ends included. */
export const messageCharacters = { min: 1, max: 10_000 } as const;

/** Conversations that one person may have pinned: all of them stand on the first page of the list. */
export const mostPinned = 50;

/** Body of a request outside uploads, in bytes. */
export const bodyBytes = 1024 * 1024;

/** How long a decision may wait for Redis before this process decides by itself, in milliseconds. */
export const redisBudgetMs = 50;

/**
 * The limits in force: the environment's over the defaults, and the administrator's over both, because a change made in
 * the product must never be silently without effect.
 */
export function mergeLimits(
  defaults: LimitTable,
  fromEnvironment: LimitChanges,
  fromAdministrator: LimitChanges,
): LimitTable {
  const merged = { ...defaults };
  for (const bucket of buckets) {
    merged[bucket] = fromAdministrator[bucket] ?? fromEnvironment[bucket] ?? defaults[bucket];
  }
  return merged;
}
