/** A title and a sentence for each event of the catalogue, and words for the codes in its data. */
export const events = {
  access: {
    denied: { title: "Access refused", text: "Refused: {permission} – {reason}." },
  },
  account: {
    created: { title: "Account created", text: "An account was created {by}, with the role {role}." },
    invited: { title: "Person invited", text: "An invitation was made, for the role {role}." },
    "password-changed": { title: "Password changed", text: "A password was changed {by}." },
    suspended: { title: "Account suspended", text: "An account was suspended." },
    restored: { title: "Account restored", text: "A suspended account was restored." },
  },
  session: {
    started: { title: "Signed in", text: "Signed in with {method}." },
    refused: { title: "Sign-in refused", text: "A sign-in was refused: {reason}." },
    ended: {
      title: "Session ended",
      text: "{count, plural, one {A session} other {# sessions}} ended: {reason}.",
      reason: { "signed-out": "signed out" },
    },
    invalid: { title: "Session not accepted", text: "A session was not accepted: {reason}." },
  },
  link: {
    refused: { title: "Link refused", text: "{purpose} was refused: {reason}." },
  },
  limit: {
    exceeded: {
      title: "Limit exceeded",
      text: "Over the limit of {limit, number} for “{bucket}”: {count, plural, one {# request} other {# requests}} refused.",
    },
    "store-lost": {
      title: "Limit store lost",
      text: "Redis does not answer; this process counts the limits by itself meanwhile ({reason}).",
    },
  },
  request: {
    "cross-site": { title: "Cross-site request", text: "A {method} request from another site to {path} was refused." },
  },
  csp: {
    violated: { title: "Content policy violated", text: "A browser blocked {blocked} on {page} ({directive})." },
  },
  conversation: {
    created: { title: "Conversation created", text: "A conversation was begun." },
    deleted: {
      title: "Conversation deleted",
      text: "A conversation with {messages, plural, one {# message} other {# messages}} was deleted.",
    },
  },
  reply: {
    requested: {
      title: "Reply requested",
      text: "{modelId} was asked for a reply ({zone}; {characters, plural, one {# character} other {# characters}}).",
    },
    failed: { title: "Reply failed", text: "A reply of {modelId} failed: {failure}." },
  },
  setting: {
    changed: { title: "Setting changed", text: "The setting “{key}” was changed." },
  },
  model: {
    added: { title: "Model connected", text: "A model was connected: {provider}, {zone}." },
    changed: {
      title: "Model switched",
      text: "{enabled, select, true {A model was switched on.} other {A model was switched off.}}",
    },
    removed: { title: "Model removed", text: "A model was removed." },
    tested: { title: "Model tested", text: "A model was tested: {outcome}." },
  },
  server: {
    started: { title: "Server started", text: "The server started, version {version}." },
    stopped: { title: "Server stopped", text: "The server stopped." },
  },
  setup: {
    "link-issued": { title: "Setup link issued", text: "A link for the first administrator was issued." },
  },
  word: {
    role: { user: "user", premium: "premium user", moderator: "moderator", admin: "administrator" },
    by: {
      setup: "with the link for the first administrator",
      invitation: "by invitation",
      "sign-up": "by its owner",
      owner: "by its owner",
      operator: "by the operator",
    },
    method: {
      password: "a password",
      setup: "the link for the first administrator",
      invitation: "an invitation",
    },
    purpose: { setup: "A link for the first administrator", invitation: "An invitation" },
    reason: {
      "signed-out": "nobody was signed in",
      "not-allowed": "the role does not allow it",
      "stale-sign-in": "the sign-in was too long ago",
      "wrong-credentials": "wrong address or password",
      suspended: "the account is suspended",
      "password-changed": "the password was changed",
      "too-many": "too many at once",
      "ended-by-owner": "ended by its owner",
      operator: "ended by the operator",
      "unreadable-token": "its token is unreadable",
      unknown: "it is unknown",
      ended: "it has ended",
      idle: "unused for too long",
      expired: "it has expired",
      used: "it was used before",
    },
    bucket: {
      default: "Actions and API",
      pages: "Reading pages",
      login: "Passwords, codes, links",
      file_upload: "Uploads",
      api_calls: "Calls with an API token",
      csp_report: "Reports from browsers",
    },
    zone: { local: "here", private: "in our network", external: "outside" },
    provider: {
      librarian: "built-in librarian",
      openai: "OpenAI",
      anthropic: "Anthropic",
      "openai-compatible": "OpenAI-compatible server",
    },
    key: { signUp: "who may create an account", limits: "rate limits", defaultModel: "default model" },
    failure: {
      "no-key": "no key",
      "wrong-key": "key not accepted",
      quota: "budget used up",
      "rate-limited": "its server is busy",
      "too-long": "too much text",
      unreachable: "its server cannot be reached",
      "timed-out": "no answer in time",
      "model-not-found": "unknown to its server",
      "content-refused": "content refused",
      "broken-stream": "the answer broke off",
      failed: "for an unknown reason",
    },
    outcome: { answered: "it answered" },
  },
};
