export const models = {
  zone: { local: "Local", private: "Private", external: "External" },
  zoneMeaning: {
    local: "Runs on the same machine as ConvoSphere; nothing leaves it.",
    private: "Runs on a server in your organisation's own network.",
    external: "Runs at another company; what you write goes there.",
  },
  provider: {
    librarian: "Librarian (built in)",
    openai: "OpenAI",
    anthropic: "Anthropic",
    "openai-compatible": "OpenAI-compatible server",
  },
  failure: {
    "no-key": "This model has no key. An administrator can enter one under Administration → System → Models.",
    "wrong-key":
      "The model's provider refused the key. An administrator should check it under Administration → System → Models.",
    quota:
      "The account at the model's provider is used up. An administrator has to top it up there; until then choose another model.",
    "rate-limited": "The model is too busy right now. Wait a minute and ask again, or choose another model.",
    "too-long":
      "This conversation has become too long for the model. Shorten the message, start a new conversation, or choose a model that takes in more.",
    unreachable:
      "The model's server cannot be reached. Try again; if it stays like this, an administrator should check its address and whether it is running.",
    "timed-out": "The model's server took too long, and the reply was ended. Try again, or choose another model.",
    "model-not-found":
      "The server does not know this model. An administrator should check the model's name and the address.",
    "content-refused": "The model's provider refused to answer this. Put it differently, or choose another model.",
    "broken-stream": "The model's server broke off or sent something unreadable. What came before is kept; try again.",
    failed: "The model's server reported an error. Try again; if it stays like this, tell an administrator.",
  },
  finish: {
    length: "The reply reached its greatest length and was cut.",
    "content-filter": "The model's provider ended the reply because of its content rules.",
  },
  field: {
    name: "Name",
    provider: "Provider",
    modelId: "Name at the provider",
    baseUrl: "Address",
    apiKey: "Key",
    zone: "Where it runs",
    contextTokens: "Context (tokens)",
    maxOutputTokens: "Longest reply (tokens)",
    inputPrice: "Price of input (US dollars per million tokens)",
    outputPrice: "Price of output (US dollars per million tokens)",
  },
  hint: {
    name: "How people see it in the list of models.",
    modelId: "Exactly as the provider writes it, for example llama3.1.",
    baseUrl: "Up to and including /v1, for example http://localhost:11434/v1. Empty means the provider's own.",
    apiKey: "Stored encrypted and not shown again. Leave it empty if the server asks for none.",
    contextTokens: "How much the model can take in at once, as its provider states it.",
  },
  issue: {
    "base-url": "Enter an address that begins with http:// or https://, without user, password or question mark.",
    "base-url-missing": "An OpenAI-compatible server needs an address.",
    "base-url-unencrypted": "An external address must begin with https://.",
    "api-key": "A key is a single word without spaces.",
  },
  test: {
    do: "Test",
    running: "Asking for one word …",
    answered: "It answered in {milliseconds, number} ms: {answer}",
    answeredNothing: "It answered in {milliseconds, number} ms, without a word.",
  },
};
