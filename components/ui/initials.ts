/** First letters of the first and the last word, upper case: "ada lovelace" and "ada.lovelace@…" → "AL". "?" when there is no letter. */
export function initials(name: string): string {
  const words = (name.split("@")[0] ?? "").split(/[\s._-]+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const letter = (word: string | undefined) => word?.match(/\p{L}|\p{N}/u)?.[0] ?? "";
  const both = letter(words[0]) + (words.length > 1 ? letter(words.at(-1)) : "");
  return both.toLocaleUpperCase("und") || "?";
}
