const KIB = 1024;
const SECOND = 1000;

/** What one reply may cost at most, whatever the upstream does. Times in milliseconds. */
export type StreamLimits = typeof STREAM_LIMITS;

export const STREAM_LIMITS = {
  connectMs: 10 * SECOND,
  /** From the request to the first byte of the answer. A server of one's own may have to load the model first. */
  firstByteMs: 60 * SECOND,
  /** Between two chunks of the answer. */
  idleMs: 60 * SECOND,
  /** The whole reply, waiting and retries included. */
  totalMs: 15 * 60 * SECOND,
  /** After the reply said it is finished: how long the rest of the answer (usage, end mark) may take. */
  lingerMs: 2 * SECOND,

  retries: 2,
  /** All waiting for a busy server together; one that asks for more is a failure at once. */
  retryTotalMs: 20 * SECOND,

  /** Text and reasoning of one reply together. */
  textCharacters: 1024 * KIB,
  /** One server-sent event, however many lines it has. */
  eventBytes: 1024 * KIB,
  /** The whole answer on the wire; a token is some 250 bytes there. */
  bodyBytes: 128 * 1024 * KIB,
  /** What is read of a refusal to learn its reason. */
  errorBytes: 64 * KIB,
};

/** The test button: one word must come soon. */
export const TEST_LIMITS: StreamLimits = {
  ...STREAM_LIMITS,
  firstByteMs: 30 * SECOND,
  totalMs: 45 * SECOND,
  retries: 0,
};
