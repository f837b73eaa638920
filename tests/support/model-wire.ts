/** How one streamed reply looks on the wire: every method answers the bytes of one server-sent event. */
export type Wire = {
  start(model: string): Buffer;
  text(model: string, text: string): Buffer;
  /** The events after the last text: finish reason, usage, end mark. */
  end(model: string, usage: { input: number; output: number }): Buffer;
  /** The body of a refusal with a status of its own. */
  error(kind: WireError, message: string): string;
};

export type WireError = "wrong-key" | "rate-limited" | "quota" | "too-long" | "not-found" | "broken";

const CREATED = 1_767_225_600;

function chunk(model: string, choices: unknown[], more: object = {}): string {
  const event = { id: "chatcmpl-test", object: "chat.completion.chunk", created: CREATED, model, choices, ...more };
  return `data: ${JSON.stringify(event)}\n\n`;
}

const openaiErrors: Record<WireError, { type: string; code: string | null }> = {
  "wrong-key": { type: "invalid_request_error", code: "invalid_api_key" },
  "rate-limited": { type: "requests", code: "rate_limit_exceeded" },
  quota: { type: "insufficient_quota", code: "insufficient_quota" },
  "too-long": { type: "invalid_request_error", code: "context_length_exceeded" },
  "not-found": { type: "invalid_request_error", code: "model_not_found" },
  broken: { type: "server_error", code: null },
};

/** OpenAI's chat completions, streamed. */
export const chatCompletions: Wire = {
  start: (model) =>
    Buffer.from(chunk(model, [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }])),
  text: (model, text) => Buffer.from(chunk(model, [{ index: 0, delta: { content: text }, finish_reason: null }])),
  end: (model, { input, output }) =>
    Buffer.from(
      chunk(model, [{ index: 0, delta: {}, finish_reason: "stop" }]) +
        chunk(model, [], { usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output } }) +
        "data: [DONE]\n\n",
    ),
  error: (kind, message) => JSON.stringify({ error: { message, param: null, ...openaiErrors[kind] } }),
};

function named(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}

const anthropicErrors: Record<WireError, string> = {
  "wrong-key": "authentication_error",
  "rate-limited": "rate_limit_error",
  quota: "billing_error",
  "too-long": "invalid_request_error",
  "not-found": "not_found_error",
  broken: "api_error",
};

/** Anthropic's messages, streamed. */
export const anthropicMessages: Wire = {
  start: (model) =>
    Buffer.from(
      named("message_start", {
        message: {
          id: "msg_test",
          type: "message",
          role: "assistant",
          model,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 7, output_tokens: 1 },
        },
      }) + named("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
    ),
  text: (_model, text) => Buffer.from(named("content_block_delta", { index: 0, delta: { type: "text_delta", text } })),
  end: (_model, { output }) =>
    Buffer.from(
      named("content_block_stop", { index: 0 }) +
        named("message_delta", {
          delta: { stop_reason: "end_turn", stop_sequence: null },
          usage: { output_tokens: output },
        }) +
        named("message_stop", {}),
    ),
  error: (kind, message) => JSON.stringify({ type: "error", error: { type: anthropicErrors[kind], message } }),
};
