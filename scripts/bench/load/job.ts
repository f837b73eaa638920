/** Where streams are asked for: at the model server itself, or at our server by signed-in people who take turns. */
export type StreamTarget =
  | { kind: "upstream"; url: string; model: string }
  | { kind: "server"; url: string; model: string; cookies: readonly string[] };

export type StreamJob = {
  kind: "streams";
  target: StreamTarget;
  /** How many at a time; each begins its next reply when the last one ended. */
  streams: number;
  rounds: number;
  /** Milliseconds over which the streams begin, evenly: as people come. 0: all at the same instant. */
  spread: number;
  tokens: number;
  /** What every reply must say, word for word; null: whatever the first says. */
  expected: string | null;
  /** Asked all the while, a few times a second, to see how long the event loop lets somebody wait; null: nothing. */
  probe: string | null;
};

export type StreamResult = {
  /** Milliseconds from asking to the first token, of every reply. */
  firstToken: number[];
  replies: number;
  /** Replies with all their words in order and the end mark. */
  complete: number;
  tokens: number;
  /** While all streams were under way: from the last one's first token to the first one's last reply. */
  steady: { tokens: number; seconds: number };
  probes: number[];
  /** Milliseconds at the 99th percentile that this load client itself was late: what it measured may be late by as much. */
  clientLag: number;
  failures: Record<string, number>;
  text: string;
};

export type RequestJob = {
  kind: "requests";
  url: string;
  headers: Record<string, string>;
  connections: number;
  /** When to stop. */
  until: { seconds: number } | { requests: number };
};

export type RequestResult = {
  requests: number;
  seconds: number;
  latencies: number[];
  /** Of the body as it travelled, of the last answer. */
  bytes: number;
  statuses: Record<string, number>;
};

export type Job = StreamJob | RequestJob;
export type ResultOf<J extends Job> = J extends StreamJob ? StreamResult : RequestResult;
export type Reply = { ok: true; result: StreamResult | RequestResult } | { ok: false; message: string };
