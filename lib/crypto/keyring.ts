import { decrypt, encrypt } from "./aead.ts";

const KEY_BYTES = 32;

/** Master keys (key-encryption keys) by version. They wrap data keys and nothing else. */
export type Keyring = { current: number; keys: ReadonlyMap<number, Buffer> };

/**
 * Reads `version:base64` pairs separated by commas or white space, the current one first. Throws with a sentence that
 * holds no key.
 */
export function parseKeyring(text: string): Keyring {
  const keys = new Map<number, Buffer>();
  for (const pair of text.split(/[\s,]+/).filter(Boolean)) {
    const [, version, encoded] = /^(\d{1,5}):([A-Za-z0-9+/_-]+=*)$/.exec(pair) ?? [];
    if (version === undefined || encoded === undefined) throw new Error("MASTER_KEYS must be pairs of version:base64.");
    const key = Buffer.from(encoded, "base64");
    if (key.length !== KEY_BYTES) throw new Error(`Master key ${version} must be ${KEY_BYTES} bytes, base64-encoded.`);
    if (new Set(key).size < 8) throw new Error(`Master key ${version} is too simple: use random bytes.`);
    if (Number(version) > 32767 || keys.has(Number(version)))
      throw new Error(`Master key version ${version} cannot be used twice or exceed 32767.`);
    keys.set(Number(version), key);
  }
  const [current] = keys.keys();
  if (current === undefined) throw new Error("MASTER_KEYS is empty.");
  return { current, keys };
}

/** What a wrapped data key is bound to, so that it opens for no other row. */
const binding = (keyId: string, owner: string) => Buffer.from(`data-key|${keyId}|${owner}`);

/** Wraps a data key with the current master key. `owner` is the account's id, or the purpose of a key of the instance. */
export function wrapDataKey(
  ring: Keyring,
  keyId: string,
  owner: string,
  dataKey: Buffer,
): { wrapped: Buffer; masterVersion: number } {
  return {
    wrapped: encrypt(masterKey(ring, ring.current), dataKey, binding(keyId, owner)),
    masterVersion: ring.current,
  };
}

/** Throws when the master key is not in the ring, or the row was tampered with: nothing can go on without the key. */
export function unwrapDataKey(
  ring: Keyring,
  keyId: string,
  owner: string,
  wrapped: Buffer,
  masterVersion: number,
): Buffer {
  const dataKey = decrypt(masterKey(ring, masterVersion), wrapped, binding(keyId, owner));
  if (dataKey === null)
    throw new Error(
      `Data key ${keyId} does not open with master key ${masterVersion}: another instance's MASTER_KEYS, or an altered row.`,
    );
  return dataKey;
}

function masterKey(ring: Keyring, version: number): Buffer {
  const key = ring.keys.get(version);
  if (key === undefined) throw new Error(`Master key ${version} is needed but not in MASTER_KEYS.`);
  return key;
}
