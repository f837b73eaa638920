export * from "./access.ts";
export * from "./accounts.ts";
export * from "./chat.ts";
export * from "./documents.ts";
export * from "./events.ts";
export * from "./factors.ts";
export * from "./instance.ts";
export * from "./sessions.ts";
