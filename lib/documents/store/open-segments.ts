import { createDecipheriv } from "node:crypto";
import { type FileKey, FORMAT, HEADER_BYTES, SEGMENT_BYTES, segmentCrypto, TAG_BYTES } from "./segments.ts";

/** What the store gave is not what was put there: altered, cut off, of another file or under another key. */
export class FileDamagedError extends Error {
  constructor(id: string) {
    super(`The stored file ${id} is damaged.`);
    this.name = "FileDamagedError";
  }
}

/** Opens segments of one file, in any order. Each answer is a buffer of its own. Throws {@link FileDamagedError}. */
export function segmentOpener(
  key: FileKey,
  id: string,
  header: Buffer,
): (number: number, last: boolean, sealed: Buffer) => Buffer {
  if (header.length !== HEADER_BYTES || header[0] !== FORMAT) throw new FileDamagedError(id);
  const { key: aesKey, associatedData, nonceFor } = segmentCrypto(key, id, header);
  return (number, last, sealed) => {
    const length = sealed.length - TAG_BYTES;
    if (length < 0 || length > SEGMENT_BYTES) throw new FileDamagedError(id);
    const decipher = createDecipheriv("aes-256-gcm", aesKey, nonceFor(number, last), { authTagLength: TAG_BYTES });
    decipher.setAAD(associatedData);
    decipher.setAuthTag(sealed.subarray(length));
    const bytes = decipher.update(sealed.subarray(0, length));
    try {
      decipher.final();
    } catch {
      throw new FileDamagedError(id);
    }
    return bytes;
  };
}
