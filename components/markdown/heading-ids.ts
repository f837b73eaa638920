import type { Token } from "marked";
import type { Block } from "./blocks.ts";
import { plainText } from "./inline.tsx";

/** "What is *sealed*?" as `what-is-sealed`: letters and digits of any script, the rest as single dashes. */
function slug(text: string): string {
  const name = text
    .toLowerCase()
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return name === "" ? "section" : name;
}

/** The anchors of the headings among `blocks`, by the offset of the block; a name used before gets `-2`, `-3` … */
export function headingIds(blocks: readonly Block[]): ReadonlyMap<number, string> {
  const used = new Map<string, number>();
  const ids = new Map<number, string>();
  for (const { start, token } of blocks) {
    if (token.type !== "heading") continue;
    const name = slug(plainText(token.tokens as Token[]));
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    ids.set(start, count === 1 ? name : `${name}-${count}`);
  }
  return ids;
}
