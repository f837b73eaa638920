/** Mails: plain text, a link on a line of its own. Names of people stay out: whoever chooses one could write the mail. */
export const mails = {
  footer: "This mail is about an account at {site}. Answers to it reach nobody; whoever runs that site can help.",
  device: "{browser} on {system}",
  unknownDevice: "an unknown device",
  unknownPlace: "an unknown address",
  role: { user: "user", premium: "premium user", moderator: "moderator", admin: "administrator" },
  factor: {
    totp: "an authenticator app",
    passkey: "a passkey",
    "recovery-codes": "recovery codes",
    oidc: "a sign-in service",
  },
  kind: {
    "verify-email": {
      subject: "Confirm your e-mail address",
      text: "Hello,\n\nplease confirm that this address is yours. The link works once and for 24 hours:\n\n{link}\n\nIf you have no account there, somebody else has typed your address. Then do nothing.",
    },
    "reset-password": {
      subject: "Choose a new password",
      text: "Hello,\n\na new password was asked for, for your account. The link works once and for 60 minutes:\n\n{link}\n\nWas it not you? Then do nothing: without the link nobody can change anything.",
    },
    "sign-in": {
      subject: "Your link to sign in",
      text: "Hello,\n\nhere is the link to sign in that you asked for. It works once and for 15 minutes:\n\n{link}\n\nWas it not you? Then do nothing, and give the link to nobody.",
    },
    "no-password": {
      subject: "You sign in through your organisation",
      text: "Hello,\n\na link was asked for, to sign in or for a new password. Your account has no password here: you sign in through the service of your organisation, and that is where help is to be found.\n\n{link}\n\nWas it not you? Then do nothing.",
    },
    "change-email": {
      subject: "Confirm your new e-mail address",
      text: "Hello,\n\nthis address is to become the address of an account. It does as soon as the link is opened and confirmed; it works once and for 24 hours:\n\n{link}\n\nIf you did not ask for it, do nothing. Everything stays as it is.",
    },
    "email-change-asked": {
      subject: "Another e-mail address was asked for",
      text: "Hello,\n\nsomebody who is signed in to your account asked for another e-mail address. It changes as soon as the new address is confirmed.\n\n{device}\n{where}\n{time}\n\nWas it not you? Open the page below, choose “This wasn’t me” beside the sign-in that you do not know, and choose a new password:\n\n{link}",
    },
    "email-changed": {
      subject: "The e-mail address was changed",
      text: "Hello,\n\nthe e-mail address of your account was changed on {time}. From now on you sign in with the new one, and mails go there.\n\nWas it not you? Tell whoever runs the site at once.\n\n{link}",
    },
    "file-quarantined": {
      subject: "A file of yours is in quarantine",
      text: "Hello,\n\na file that you uploaded was found harmful and was put into quarantine. Nobody can open it, and nothing is read out of it. A moderator decides whether it is let out or destroyed; in your library you see what was found.\n\n{time}\n\n{link}",
    },
    "file-released": {
      subject: "A file of yours was let out of quarantine",
      text: "Hello,\n\na moderator decided about your file in quarantine and let it out. It is being read now; your library says why.\n\n{time}\n\n{link}",
    },
    "file-destroyed": {
      subject: "A file of yours was destroyed",
      text: "Hello,\n\na moderator decided about your file in quarantine and destroyed it; your library says why.\n\n{time}\n\n{link}",
    },
    "new-device": {
      subject: "New sign-in to your account",
      text: "Hello,\n\nyour account was signed in to with a browser that is new to it.\n\n{device}\n{where}\n{time}\n\nWas it you? Then there is nothing to do. If not, open the page below, choose “This wasn’t me” beside this sign-in, and choose a new password:\n\n{link}",
    },
    "new-factor": {
      subject: "A way to sign in was added",
      text: "Hello,\n\n{factor} can now be used to sign in to your account.\n\n{device}\n{where}\n{time}\n\nWas it not you? Remove it and choose a new password:\n\n{link}",
    },
    "removed-factor": {
      subject: "A way to sign in was removed",
      text: "Hello,\n\n{factor} can no longer be used to sign in to your account. It was removed on {time}.\n\nWas it not you, and did nobody tell you? Look at what protects your account:\n\n{link}",
    },
    "factors-reset": {
      subject: "Your second factors were removed",
      text: "Hello,\n\nan administrator removed the authenticator app, the passkeys and the recovery codes of your account, because they were said to be lost. All your sessions have ended; your password stays as it is.\n\n{time}\n\nSign in and set up a new second factor. If you did not ask for this, tell whoever runs the site at once.\n\n{link}",
    },
    "password-changed": {
      subject: "Your password was changed",
      text: "Hello,\n\nthe password of your account was changed on {time}.\n\nWas it not you? Choose a new one at once; a link to do so is sent to this address:\n\n{link}",
    },
    "role-changed": {
      subject: "Your role was changed",
      text: "Hello,\n\nyour role is now: {role}. It was changed on {time}, and your sessions have ended. Sign in again to go on.\n\n{link}",
    },
    "sessions-ended": {
      subject: "You were signed out elsewhere",
      text: "Hello,\n\nyou signed in more often at the same time than is allowed, so {count, plural, one {the session that was used least recently has ended} other {the # sessions that were used least recently have ended}}. The new sign-in:\n\n{device}\n{where}\n{time}\n\nWas it not you? Open the page below, choose “This wasn’t me” beside this sign-in, and choose a new password:\n\n{link}",
    },
    "glass-broken": {
      subject: "An administrator may read your conversations for a while",
      text: "Hello,\n\non {time} an administrator took leave to read your conversations, with a written reason and for {minutes, plural, one {one minute} other {# minutes}}. What was read is recorded. You see it under Settings → Security:\n\n{link}\n\nIf you want to know why, ask whoever runs the site.",
    },
    "session-reported": {
      subject: "All your sessions have ended",
      text: "Hello,\n\nyou said that a sign-in to your account was not yours. Every session has ended, on {time}, and the next sign-in asks for a new password.\n\nSomebody may know the present one. So do not wait: choose a new password now, through a link that is sent to this address:\n\n{link}",
    },
  },
};
