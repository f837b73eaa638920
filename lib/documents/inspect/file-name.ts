import { fail, ok, type Result } from "#lib/platform/result.ts";
import { fileLimits } from "../numbers.ts";

// Devices of Windows, with or without something after a dot.
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)/i;

// Controls, bidi marks, overrides and isolates (they let "fdp.exe" look like "exe.pdf"), invisible fillers, byte order
// marks, tags and what belongs to no character. Joiners stay: Persian words and emoji need them.
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const segments = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * A name as people gave it, made fit to be shown and offered for download. It never becomes a path of ours; it might
 * become one on the machine of whoever downloads. At most `fileLimits.nameCharacters` code points, the ending kept.
 */
export function cleanName(given: string): Result<string, "name-unusable"> {
  // White space of any kind becomes a space, but for the byte order mark, which Unicode counts among it.
  const spaced = given
    .toWellFormed()
    .normalize("NFC")
    .replace(/(?:(?!\ufeff)\s)+/gu, " ");
  const whole = spaced.replace(UNSEEN, "");
  const last = whole.slice(Math.max(whole.lastIndexOf("/"), whole.lastIndexOf("\\")) + 1);
  const tidy = last
    .replace(/[<>:"|?*]/g, "_") // a colon would open a second stream of a file on Windows
    .replace(/ +/g, " ")
    .replace(/^[ .]+|[ .]+$/g, "")
    .replace(/ +(?=\.[^.]*$)/, "");
  const { stem, ending } = parts(RESERVED.test(tidy) ? `_${tidy}` : tidy);
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(stem)) return fail("name-unusable");
  const room = fileLimits.nameCharacters - count(ending);
  if (room < 1) return fail("name-unusable");
  return ok(shorten(stem, room) + ending);
}

/** What stands after the last dot, in small letters and without it; "" when there is none. */
export function endingOf(name: string): string {
  return parts(name).ending.slice(1).toLowerCase();
}

function parts(name: string): { stem: string; ending: string } {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? { stem: name, ending: "" } : { stem: name.slice(0, dot), ending: name.slice(dot) };
}

const count = (text: string) => Array.from(text).length;

/** Cuts between what people see as characters, never inside one. */
function shorten(text: string, room: number): string {
  if (count(text) <= room) return text;
  let kept = "";
  let length = 0;
  for (const { segment } of segments.segment(text)) {
    length += count(segment);
    if (length > room) break;
    kept += segment;
  }
  return (kept === "" ? Array.from(text).slice(0, room).join("") : kept).trimEnd();
}
