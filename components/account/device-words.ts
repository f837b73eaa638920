export { deviceWords } from "#lib/identity/device-words.ts";
