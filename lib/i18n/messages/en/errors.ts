/** One sentence per refusal: what happened, and what to do. */
export const errors = {
  "invalid-input": "Something is missing or not written as it needs to be. Check the fields and send it again.",
  "signed-out": "Your session has ended. Sign in again to go on.",
  "stale-sign-in": "This needs a sign-in of the last 15 minutes. Sign in again, then repeat it.",
  "not-allowed": "Your role does not allow this. Ask an administrator.",
  "not-found": "This does not exist, or it is not yours.",
  failed: "Something went wrong on the server. Try again; if it happens again, tell whoever runs this instance.",
  unavailable: "The server cannot answer right now. Try again in a moment.",
  unreached: "The server could not be reached. Check your connection and try again.",
  "cross-site": "This request came from another site and was refused. Open the page here and try again.",
  "too-large": "This is too large to be sent. Make it shorter and send it again.",
  "too-many-attempts": "Too many attempts. Wait a minute, then try again.",
  "too-many-requests": "That was a little too fast. Wait a moment, then try again.",

  "wrong-credentials":
    "E-mail address and password do not belong together, or the account is suspended. Check both and try again.",
  "wrong-password": "The current password is not right. Type it once more.",
  "password-length": "The password is too short or too long. Below the field it says how long it must be.",
  "email-taken": "There is already an account with this e-mail address. Sign in with it, or use another address.",
  "sign-up-closed": "Nobody can create an account by themselves here. Ask an administrator for an invitation.",
  "link-unknown":
    "This link is not known here. It may have been cut short, or a newer one has replaced it. Open it in full, or ask for a new one.",
  "link-used":
    "This link has been used, and each works only once. If it was you, sign in; if not, tell an administrator.",
  "link-expired": "This link has expired. Ask an administrator for a new one.",
  "session-not-found": "That device was signed out already.",

  "conversation-not-found": "This conversation does not exist, or it is not yours.",
  "message-not-found": "This message does not exist any more. Reload the page.",
  "model-not-found": "This model does not exist. It may have been removed, or its name is not known to its server.",

  /** What one field needs, when all that is known is that it is wrong. */
  field: {
    email: "The e-mail address is not complete. It looks like name@example.org.",
    name: "The name needs 1 to 80 characters, without control characters.",
    password: "Enter a password; it may have up to 128 characters.",
    current: "Enter your current password.",
    role: "Choose a role.",
    token: "This is not the code of a link. Copy the link again, in full.",
    modelId: "Enter the model’s name as its provider writes it, up to 200 characters.",
    contextTokens: "The context needs a whole number of tokens, from 1 to 10,000,000.",
    maxOutputTokens: "The longest answer needs a whole number of tokens, from 1 to 10,000,000, or stays empty.",
    inputPrice: "A price is a number of dollars from 0 to 100,000, or stays empty.",
    outputPrice: "A price is a number of dollars from 0 to 100,000, or stays empty.",
  },
  signInAgain: "Sign in again",
};
