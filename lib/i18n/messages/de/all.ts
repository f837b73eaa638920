export { account } from "./account.ts";
export { admin } from "./admin.ts";
export { chat } from "./chat.ts";
export { errors } from "./errors.ts";
export { markdown } from "./markdown.ts";
export { models } from "./models.ts";
export { site } from "./site.ts";
export { ui } from "./ui.ts";
