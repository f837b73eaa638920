/** Words that hang together by a hyphen somewhere within a line, so that one at a line's end is known to be meant. */
export class HyphenatedWords {
  readonly #known = new Set<string>();

  learn(line: string): void {
    if (!line.includes("-")) return;
    for (const [word] of line.matchAll(/\p{L}+(?:-\p{L}+)+/gu)) this.#known.add(word.toLowerCase());
  }

  has(word: string): boolean {
    return this.#known.has(word.toLowerCase());
  }
}

const HYPHEN_END = /(\p{L}+)[-\u2010]$/u;
const SOFT_HYPHEN_END = /\u00ad$/;
/** What follows the first half of "Vor- und Nachteile". */
const CONJUNCTION = /^(?:und|oder|bzw|sowie|noch|bis|and|or|to)\b/;
const CJK = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/;

/** Two lines of one paragraph as one; a word that was divided between them is whole again. */
export function joinLines(first: string, second: string, known: HyphenatedWords): string {
  if (SOFT_HYPHEN_END.test(first)) return first.slice(0, -1) + second;
  const start = HYPHEN_END.exec(first.slice(-60))?.[1];
  if (start !== undefined) {
    if (CONJUNCTION.test(second)) return `${first} ${second}`;
    const rest = /^\p{Ll}+/u.exec(second)?.[0];
    const isDivided = rest !== undefined && !known.has(`${start}-${rest}`);
    return (isDivided ? first.slice(0, -1) : first) + second;
  }
  return CJK.test(first.at(-1) ?? "") && CJK.test(second[0] ?? "") ? first + second : `${first} ${second}`;
}
