const MOST_CHARACTERS = 60;

/** A conversation's first title: the beginning of its first message, cut at a word. */
export function titleFrom(text: string): string {
  const line = text
    .replace(/[`*_#>~]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
  const characters = [...line];
  if (characters.length === 0) return "…";
  if (characters.length <= MOST_CHARACTERS) return line;
  const cut = characters.slice(0, MOST_CHARACTERS).join("");
  const lastSpace = cut.lastIndexOf(" ");
  return `${lastSpace > MOST_CHARACTERS / 2 ? cut.slice(0, lastSpace) : cut}…`;
}
