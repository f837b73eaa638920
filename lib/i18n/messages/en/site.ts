import { crash } from "./crash.ts";

export const site = {
  description: "A self-hosted workspace for chatting with language models.",
  skip: "To the content",
  nav: {
    label: "Site",
    help: "Help",
    chat: "Chat",
    signIn: "Sign in",
    signOut: "Sign out",
    moderation: "Moderation",
    administration: "Administration",
  },
  language: { legend: "Language", en: "English", de: "Deutsch" },
  landing: {
    title: "Chat with language models, on your organisation’s own server",
    text: "Conversations are sealed before they are stored, and it is always in sight where a model runs: here, in your own network, or outside.",
    signIn: "Sign in",
    signUp: "Create an account",
    invitation: "Accounts are made by invitation. Ask an administrator for yours.",
    setup:
      "Nobody has an account yet. The server printed a link for the first administrator when it started; open that link to begin.",
    help: "How it works",
  },
  help: {
    title: "Help",
    text: "What can be done here, and how.",
    empty: "There are no help pages.",
    emptyText: "They come with the product; this installation seems to be incomplete.",
    back: "All help pages",
  },
  missing: {
    title: "There is nothing here",
    text: "The address may be mistyped, what was here may be deleted, or it may belong to somebody else.",
    back: "To the start page",
  },
  crash,
};
