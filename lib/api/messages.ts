/** One sentence per code, for whoever writes the program. In English, like the codes. */
const sentences: Record<string, string> = {
  "signed-out": "Send a live API token as `Authorization: Bearer cvs_api_…`.",
  "not-allowed": "The role of the token's owner does not allow this.",
  "out-of-scope": "The token does not have the scope that this needs.",
  "invalid-input": "Something is missing, unknown or malformed in the path, the query or the body.",
  "too-large": "The body is too large.",
  "too-many-requests": "Too many calls. Try again after the seconds that `Retry-After` names.",
  "cross-site": "Pages of other sites cannot call this.",
  "wrong-host": "This instance does not answer to this name.",
  "address-refused": "A rule keeps your network address out.",
  "not-found": "There is nothing here.",
  "conversation-not-found": "There is no such conversation, or it is not yours.",
  "too-many-pins": "As many conversations are pinned as may be. Unpin one first.",
  "model-not-found": "There is no such model, or it is switched off.",
  unavailable: "The server cannot answer right now. Try again in a moment.",
  failed: "Something went wrong on the server. Quote the request id to whoever runs it.",
};

export function messageFor(error: string): string {
  return sentences[error] ?? "This was refused.";
}
