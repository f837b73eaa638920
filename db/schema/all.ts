export * from "./accounts.ts";
export * from "./chat.ts";
export * from "./events.ts";
export * from "./instance.ts";
