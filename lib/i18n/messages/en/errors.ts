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
  "password-weak":
    "The password is too easy to guess. A few words that do not belong together are easy to remember and hard to guess.",
  "password-breached": "This password is in a list of passwords that were stolen elsewhere. Choose another one.",
  "password-same": "This is the password you have now. Choose another one.",
  "wrong-code": "The code is not right. Type the one that the app shows now.",
  "used-code": "This code has been used already. Wait for the next one, or take another recovery code.",
  "step-expired": "This sign-in took too long, or was finished elsewhere. Begin again.",
  "reset-required":
    "A sign-in to this account was reported as somebody else’s. Choose a new password with “Password forgotten?”, or sign in from a browser that you have used before.",
  "step-used": "This sign-in was finished already. Begin again if it was not by you.",
  "factor-needed": "Your account needs a second factor, and this is the last one. Add another one first.",
  "factor-exists": "There is an authenticator app already. Remove it first.",
  "no-factor": "There is no second factor. Add one first.",
  "setup-expired": "The secret was not confirmed in time. Begin again, and scan the new one.",
  "passkey-refused": "This passkey was not accepted. Try again, or sign in another way.",
  "passkey-expired": "That took too long, or this page is open twice. Try again.",
  "passkey-unknown":
    "This passkey is not known here, or its account is suspended. Sign in another way, or ask an administrator.",
  "passkey-unverified":
    "Your device did not check that it is you. Unlock it with fingerprint, face or code when it asks.",
  "passkey-taken": "This passkey is in use already. Choose another device or password manager.",
  "passkey-known": "This device or password manager holds a passkey for this account already.",
  "passkey-limit": "There are 20 passkeys already. Remove one that you no longer need.",
  "passkey-not-found": "This passkey was removed already. Reload the page.",
  "passkey-cancelled": "No passkey was used. Try again, or choose another way.",
  "passkey-device": "The browser could not use a passkey here. Try again, or choose another way.",
  "oidc-unreachable": "The sign-in service does not answer. Try again in a moment, or sign in another way.",
  "oidc-declined": "The sign-in service did not let you in. Begin again, or sign in another way.",
  "oidc-refused":
    "The answer of the sign-in service was not accepted. Begin again; if it happens again, tell an administrator.",
  "oidc-unverified": "The sign-in service has not confirmed your e-mail address. Confirm it there, then begin again.",
  "oidc-unconfirmed":
    "There is an account with your e-mail address, but the address was never confirmed here. Sign in with its password, then connect the service under Settings → Security.",
  "oidc-no-account": "There is no account for you here, or it is suspended. Ask an administrator for an invitation.",
  "oidc-not-fresh": "The sign-in service did not ask you again who you are. Sign out there, then begin again.",
  "email-taken": "There is already an account with this e-mail address. Sign in with it, or use another address.",
  "sign-up-closed": "Nobody can create an account by themselves here. Ask an administrator for an invitation.",
  "link-unknown":
    "This link is not known here. It may have been cut short, or a newer one has replaced it. Open it in full, or ask for a new one.",
  "link-used":
    "This link has been used, and each works only once. If it was you, sign in; if not, tell an administrator.",
  "link-expired": "This link has expired. Ask for a new one where this one came from.",
  "too-many-links": "That was asked for too often within an hour. Look for an earlier mail, or try again in an hour.",
  "email-same": "This is the address you have now. Enter another one.",
  "session-not-found": "That device was signed out already.",

  "person-not-found": "There is no active account like that. It may be suspended, or the address may be mistyped.",
  "reset-waiting":
    "There is such a request for this person already. Another administrator decides it on the list of people.",
  "reset-no-approver":
    "Nobody could agree: you ask, and it is about the only other administrator. Make somebody else an administrator first, or let whoever runs the server do it: npm run operator -- remove-factors.",
  "reset-not-yours": "Who asked for it, and whose factors they are, cannot decide it. Another administrator must.",
  "reset-over": "This request is over: decided, older than 24 hours, or made by somebody who may no longer ask.",
  "invitation-not-found":
    "This invitation is not open any more: it was used or withdrawn, or it has expired. Reload the page.",
  "not-yourself": "This cannot be done to oneself. Ask another administrator.",
  "last-administrator":
    "This is the last active administrator. Make somebody else an administrator first, or nobody could administer this instance.",
  "role-too-high": "Nobody can give a role above their own.",
  "same-role": "This person has that role already. Reload the page to see it.",
  "not-yours-to-lend": "This permission cannot be lent, or your role does not hold it.",
  "already-held": "This person has that permission already.",
  "delegation-not-found": "This permission is not lent any more.",
  "glass-broken-already": "You may read these conversations already. Reload the page.",
  "glass-not-found": "The glass is whole already.",
  "list-not-utf8": "The file is not saved as UTF-8. Save it as “CSV UTF-8” and choose it again.",
  "list-unreadable":
    "The file is not readable as CSV. Look for a quotation mark that is not closed, or a very long line.",
  "list-columns": "The first line must name the columns; email and role are needed.",
  "list-empty": "The list has no lines below its first.",
  "list-too-long": "The list has more than 2,000 lines. Divide it into several.",
  "list-changed": "Something has changed since you looked at the list. Look at it again; nothing was done.",

  "scope-beyond-role": "A token cannot allow what your role does not. Choose less.",
  "too-many-tokens": "Twenty tokens are live, which is the most. End one that is not needed, then make the new one.",
  "token-not-found": "This token has ended already. Reload the page.",
  "out-of-scope": "The token does not allow this.",

  "network-malformed": "This is neither an address nor a CIDR block. Write it like 192.0.2.7 or 2001:db8::/32.",
  "address-rule-exists": "There is such a rule for this network already. Remove it first to change it.",
  "address-rule-locks-you-out":
    "This would refuse your own address, now or when another rule expires. Allow your own network first, for as long.",
  "address-rule-not-found": "This rule is gone already. Reload the page.",
  "too-many-rules": "There are 10,000 rules, which is the most. Remove some, or join them into larger networks.",

  "conversation-not-found": "This conversation does not exist, or it is not yours.",
  "message-not-found": "This message does not exist any more. Reload the page.",
  "model-not-found": "This model does not exist. It may have been removed, or its name is not known to its server.",
  "model-not-trusted":
    "This conversation or its documents are labelled too strictly for the model, so nothing was sent to it. Choose a model that runs here.",

  "document-not-found": "This document does not exist any more, or it is not yours. Reload the page.",
  "document-not-scanned":
    "This file cannot be downloaded now: it is still being scanned, or it was found harmful. Your library says which.",
  "name-unusable": "This name holds nothing that could stand on a page. Choose another one.",

  /** Why a file was not taken in. */
  file: {
    empty: "The file is empty. Choose one that holds something.",
    "too-large": "The file is larger than 10 MiB. Divide it, or save it with smaller pictures.",
    "broken-off": "The upload broke off before its end. Try again.",
    "disk-full": "The server has no room left. Try again later, or tell whoever runs this instance.",
    "name-unusable": "The file’s name holds nothing that could stand on a page. Rename it, then try again.",
    "unknown-type": "Files of this type are not taken. Take PDF, Word (docx), plain text (txt) or Markdown (md).",
    "name-disagrees": "The name says another type than the file is. Save it again in the right type.",
    "not-text": "This is not plain text. Save it as UTF-8 and try again.",
    encrypted: "The file asks for a password. Save it without one and try again.",
    broken: "The file is damaged. Open it in the program it was made with, save it again and try again.",
    "too-many-entries": "The file holds more than 1,000 parts inside. Save it again, as a plain document.",
    "too-large-unpacked": "The file grows beyond 100 MiB when it is unpacked. Save it with smaller pictures.",
    ratio: "The file is packed so tightly that it looks like an attack. Save it again in the program it was made with.",
    "nested-archive": "The file holds another archive inside. Take that out and try again.",
    "path-outside": "A part inside the file points outside of it. Save it again in the program it was made with.",
    symlink: "The file holds a link to other files inside. Save it again in the program it was made with.",
    "too-slow": "Looking into the file took too long. Divide it into smaller ones.",
    "too-much-memory": "Looking into the file took too much memory. Divide it into smaller ones.",
    "too-many-requests":
      "These are as many files as may be uploaded for now. {minutes, plural, =0 {Try again later.} one {Try again in about a minute.} other {Try again in about # minutes.}}",
  },

  /** What one field needs, when all that is known is that it is wrong. */
  field: {
    email: "The e-mail address is not complete. It looks like name@example.org.",
    name: "The name needs 1 to 80 characters, without control characters.",
    password: "Enter a password; it may have up to 128 characters.",
    current: "Enter your current password.",
    code: "This is not a whole code. Type all of it; spaces and hyphens do not matter.",
    role: "Choose a role.",
    scopes: "Choose at least one thing that the token allows.",
    days: "A token lasts 1 to 365 days.",
    network: "Enter an address or a CIDR block, such as 192.0.2.7 or 2001:db8::/32.",
    note: "A note has up to 200 characters.",
    hours: "Choose how long the rule holds.",
    token: "This is not the code of a link. Copy the link again, in full.",
    reason: "The reason needs 20 to 2,000 characters.",
    minutes: "Choose for how long.",
    modelId: "Enter the model’s name as its provider writes it, up to 200 characters.",
    contextTokens: "The context needs a whole number of tokens, from 1 to 10,000,000.",
    maxOutputTokens: "The longest answer needs a whole number of tokens, from 1 to 10,000,000, or stays empty.",
    inputPrice: "A price is a number of dollars from 0 to 100,000, or stays empty.",
    outputPrice: "A price is a number of dollars from 0 to 100,000, or stays empty.",
  },
  signInAgain: "Sign in again",
};
