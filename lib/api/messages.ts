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
  "document-not-found": "There is no such document, or it is not yours.",
  "document-not-scanned": "This file is being scanned, is in quarantine, or was destroyed; it is not given out.",
  empty: "The file is empty.",
  "broken-off": "The file broke off on its way.",
  "disk-full": "The server has no room for files right now.",
  "name-unusable": "The name cannot be used for a file.",
  "unknown-type": "Only PDF, DOCX, text and Markdown are taken.",
  "name-disagrees": "The file's content is not what its name says.",
  "not-text": "A text or Markdown file must be text, in UTF-8 or UTF-16.",
  encrypted: "The file asks for a password.",
  broken: "The file is broken.",
  "too-many-entries": "The file holds too many parts.",
  "too-large-unpacked": "The file is too large when it is unpacked.",
  ratio: "The file is packed too tightly to be an ordinary document.",
  "nested-archive": "The file holds another archive.",
  "path-outside": "A part of the file points outside of it.",
  symlink: "The file holds a symbolic link.",
  "too-slow": "Looking into the file took too long.",
  "too-much-memory": "Looking into the file took too much memory.",
  "model-not-found": "There is no such model, or it is switched off.",
  "model-not-trusted":
    "The conversation, or a document, has a label that this model may not receive. Nothing was sent. Name a model whose zone is `local`, or `private` for what is confidential.",
  unavailable: "The server cannot answer right now. Try again in a moment.",
  failed: "Something went wrong on the server. Quote the request id to whoever runs it.",
};

export function messageFor(error: string): string {
  return sentences[error] ?? "This was refused.";
}
