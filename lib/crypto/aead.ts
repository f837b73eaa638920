import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";

const NONCE_BYTES = 12; // NIST SP 800-38D 8.2.2: random nonces of 96 bits
const TAG_BYTES = 16;

/** 32 bytes. As a `KeyObject` each use costs a fifth: raw bytes are made into one every time. */
export type AesKey = Buffer | KeyObject;

/**
 * AES-256-GCM. `key` is 32 bytes; the result is nonce, ciphertext, tag. The associated data is not stored: whoever opens
 * must know it.
 */
export function encrypt(
  key: AesKey,
  plaintext: Buffer,
  associatedData: Buffer,
  nonce = randomBytes(NONCE_BYTES),
): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData);
  const body = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

/** Undoes {@link encrypt}. Answers null when anything was altered, or the key or the associated data is another. */
export function decrypt(key: AesKey, sealed: Buffer, associatedData: Buffer): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const body = decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return body;
}
