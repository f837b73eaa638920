import { createHmac, createSecretKey, hkdfSync } from "node:crypto";
import { decrypt, encrypt } from "./aead.ts";

/** Every sealed column. A value is bound to its place, so that one moved elsewhere does not open. */
export type SealedField =
  | "accounts.email"
  | "accounts.name"
  | "sessions.origin"
  | "one_time_links.email"
  | "models.api_key"
  | "conversations.title"
  | "messages.parts"
  | "security_events.origin"
  | "refresh_tokens.successor"
  | "totp_factors.secret"
  | "passkeys.name"
  | "api_tokens.name"
  | "break_glass.reason"
  | "factor_resets.reason"
  | "mails.content"
  | "documents.name"
  | "documents.file_key"
  | "documents.reason"
  | "document_passages.body"
  | "document_passages.embedding";

const FORMAT = 1;
const HEADER_BYTES = 1 + 16; // format version, key id

/** The sealed bytes are altered, of another place, or of another key. */
export class UnsealError extends Error {
  constructor(field: SealedField, rowId: string) {
    super(`${field} of ${rowId} does not open.`);
    this.name = "UnsealError";
  }
}

/** An opened data key: seals and opens the fields of one account, or of the instance. */
export type Box = {
  keyId: string;
  seal(field: SealedField, rowId: string, plaintext: string): Buffer;
  /** Throws {@link UnsealError}. */
  open(field: SealedField, rowId: string, sealed: Buffer): string;
  /** A keyed hash of a value, 32 bytes: equal only for one purpose and under this key. Gone with the key, like what it seals. */
  blind(purpose: BlindPurpose, value: string): Buffer;
};

/** What is found by a hash under an account's own key. */
export type BlindPurpose = "document.term" | "document.content";

/**
 * The sealed form is: format version (1 byte), key id (16), nonce (12), ciphertext, tag (16).
 * Associated data: the header, the field and the row's id.
 */
export function openBox(keyId: string, dataKey: Buffer): Box {
  const key = createSecretKey(dataKey);
  const header = Buffer.concat([Buffer.from([FORMAT]), Buffer.from(keyId.replaceAll("-", ""), "hex")]);
  const index = createSecretKey(Buffer.from(hkdfSync("sha256", dataKey, "", "blind index", 32)));
  const place = (field: SealedField, rowId: string) => Buffer.concat([header, Buffer.from(`${field}|${rowId}`)]);
  return {
    keyId,
    seal: (field, rowId, plaintext) =>
      Buffer.concat([header, encrypt(key, Buffer.from(plaintext, "utf8"), place(field, rowId))]),
    open(field, rowId, sealed) {
      const opened = header.equals(sealed.subarray(0, HEADER_BYTES))
        ? decrypt(key, sealed.subarray(HEADER_BYTES), place(field, rowId))
        : null;
      if (opened === null) throw new UnsealError(field, rowId);
      return opened.toString("utf8");
    },
    blind: (purpose, value) => createHmac("sha256", index).update(`${purpose}|${value}`).digest(),
  };
}
