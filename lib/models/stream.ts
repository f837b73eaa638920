/** Tokens as the model's server counted them; null where it did not say. */
export type Usage = { inputTokens: number | null; outputTokens: number | null };

/** A citation. `href` is a path of our own site (`/help/…#…`, `/documents/…`), `quote` stands word for word at that place. */
export type Source = { id: string; title: string; href: string; quote: string };

export type ModelFailure =
  | "no-key"
  | "wrong-key"
  | "quota"
  | "rate-limited"
  | "too-long"
  | "unreachable"
  | "timed-out"
  | "model-not-found"
  | "content-refused"
  | "broken-stream"
  | "failed";

export type FinishReason = "stop" | "length" | "content-filter" | "other";

export type ReplyPart =
  | { type: "text"; text: string }
  | { type: "reasoning"; text: string }
  | { type: "source"; source: Source }
  | { type: "finish"; reason: FinishReason; usage: Usage }
  /** The last part; what came before it stays valid. */
  | { type: "failure"; failure: ModelFailure };

export type Turn = { role: "user" | "assistant"; text: string };

/** Text of a person's document that may answer a question, and how it is cited. Scores compare within one answer only. */
export type Passage = {
  document: string;
  page: number | null;
  heading: string | null;
  text: string;
  score: number;
  source: Source;
};

/** How many documents, and what the first few of them are called. */
export type Named = { count: number; names: readonly string[] };

/** What a reply is to stand on, besides the conversation. */
export type Grounding = {
  /** What was looked in: documents of the conversation, the whole library, or nothing, because what it stood on is gone. */
  from: "documents" | "library" | "gone";
  /** The best first; empty when nothing fits. */
  passages: readonly Passage[];
  searched: Named;
  /** Not searched: still being read, not readable, or not to be told to this model. */
  reading: Named;
  unreadable: Named;
  withheld: Named;
};

export type Prompt = {
  system: string;
  turns: readonly Turn[];
  language: "en" | "de";
  /** Left out: the reply stands on nothing but the conversation. */
  grounding?: Grounding;
};

export interface LanguageModel {
  /**
   * One reply, to be iterated once; nothing is sent before the iteration begins. It never throws for what the upstream
   * does: it ends with exactly one `finish` or `failure`, or just stops when `signal` was aborted. Every text is
   * well-formed and never empty; all texts together are bounded (`limits.ts`). Text that arrives faster than it is taken is joined.
   */
  stream(prompt: Prompt, signal: AbortSignal): AsyncIterable<ReplyPart>;
}

/** Where a model runs: on this machine, in our own network, or at somebody else's. */
export type Zone = "local" | "private" | "external";

export type Provider = "librarian" | "openai" | "anthropic" | "openai-compatible";

export type ModelConfig = {
  /** `env:<slug>` from the environment, `librarian`, else the id of a database row. */
  id: string;
  name: string;
  provider: Provider;
  modelId: string;
  /** Null: the provider's own address. */
  baseUrl: string | null;
  apiKey: string | null;
  zone: Zone;
  contextTokens: number;
  maxOutputTokens: number | null;
  /** US dollars per million tokens. */
  inputPrice: number | null;
  outputPrice: number | null;
};
