import { isUtf8 } from "node:buffer";

/** Names as `TextDecoder` knows them. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

// In every encoding here text has these and no other control characters: tab, line feed, form feed, carriage return.
const TEXT_CONTROLS = [0x09, 0x0a, 0x0c, 0x0d];
const CONTROLS = [...Array(0x20).keys(), 0x7f].filter((byte) => !TEXT_CONTROLS.includes(byte));
/** Bytes without a character in Windows-1252, which holds all of Latin-1's printable ones. */
const UNASSIGNED = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/** Judges content piece by piece; `end` answers null when it is no text. */
export type EncodingDetector = { write(bytes: Buffer): void; end(): TextEncoding | null };

/**
 * A byte order mark decides for UTF-16. Else what is valid UTF-8 is that, because text in another encoding hardly ever is
 * by chance; what is not may be Windows-1252. The first piece must hold two bytes, if the content has two.
 */
export function encodingDetector(): EncodingDetector {
  let judge: EncodingDetector | null = null;
  return {
    write(bytes) {
      judge ??= choose(bytes);
      judge.write(bytes);
    },
    end: () => (judge ?? singleBytes()).end(),
  };
}

function choose(start: Buffer): EncodingDetector {
  if (start[0] === 0xff && start[1] === 0xfe) return utf16("utf-16le");
  if (start[0] === 0xfe && start[1] === 0xff) return utf16("utf-16be");
  return singleBytes();
}

function singleBytes(): EncodingDetector {
  let utf8 = true;
  let windows1252 = true;
  let carried = Buffer.alloc(0);
  return {
    write(bytes) {
      if (!utf8 && !windows1252) return;
      // One search for each byte value is twice as fast as one loop over the bytes, and a binary file ends it at once.
      if (CONTROLS.some((byte) => bytes.includes(byte))) utf8 = windows1252 = false;
      if (windows1252) windows1252 = !UNASSIGNED.some((byte) => bytes.includes(byte));
      if (!utf8) return;
      const joined = carried.length === 0 ? bytes : Buffer.concat([carried, bytes]);
      const whole = joined.length - openSequence(joined);
      utf8 = isUtf8(joined.subarray(0, whole));
      carried = Buffer.from(joined.subarray(whole));
    },
    end: () => (utf8 && carried.length === 0 ? "utf-8" : windows1252 ? "windows-1252" : null),
  };
}

/** How many bytes at the end begin a UTF-8 sequence that goes on in the next piece: 0 to 3. */
function openSequence(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

function utf16(name: "utf-16le" | "utf-16be"): EncodingDetector {
  const isControl = new Set(CONTROLS);
  let valid = true;
  let carried = -1;
  let high = false; // the last unit was the first half of a pair
  const unit = (code: number) => {
    const low = code >= 0xdc00 && code <= 0xdfff;
    if (low !== high || isControl.has(code)) valid = false;
    high = code >= 0xd800 && code <= 0xdbff;
  };
  return {
    write(bytes) {
      for (let at = 0; at < bytes.length && valid; at++) {
        const byte = bytes[at] as number;
        if (carried < 0) carried = byte;
        else {
          unit(name === "utf-16le" ? (byte << 8) | carried : (carried << 8) | byte);
          carried = -1;
        }
      }
    },
    end: () => (valid && carried < 0 && !high ? name : null),
  };
}
