import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";

type Bytes = Uint8Array<ArrayBuffer>;

/** What an answer says, where it should lie. */
type Lies = {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  crossOrigin?: boolean;
  userVerified?: boolean;
  userPresent?: boolean;
  counter?: number;
  userHandle?: string;
};

const sha256 = (data: string | Bytes) => createHash("sha256").update(data).digest();
const b64 = (data: Uint8Array | string) => Buffer.from(data).toString("base64url");
const uint = (value: number, bytes: number) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};

/**
 * An authenticator with one ES256 passkey (WebAuthn, section 6), and the browser before it: true unless told to lie. Its
 * counter goes up by one with each answer.
 */
export function anAuthenticator(of: { origin?: string; rpId?: string; synced?: boolean; id?: Bytes } = {}) {
  const origin = of.origin ?? "http://localhost:3000";
  const rpId = of.rpId ?? "localhost";
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = of.id ?? randomBytes(32);
  let counter = 0;
  let userHandle: string | undefined;

  // COSE (RFC 9053): EC2, ES256, P-256, x, y.
  const coseKey = isoCBOR.encode(
    new Map<number, number | Bytes>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Uint8Array.from(Buffer.from(x, "base64url"))],
      [-3, Uint8Array.from(Buffer.from(y, "base64url"))],
    ]),
  );

  const clientData = (type: string, challenge: string, lies: Lies) =>
    JSON.stringify({
      type: lies.type ?? type,
      challenge: lies.challenge ?? challenge,
      origin: lies.origin ?? origin,
      crossOrigin: lies.crossOrigin ?? false,
    });

  const authData = (lies: Lies, attested?: Bytes) => {
    counter = lies.counter ?? counter + 1;
    const synced = of.synced ? 0x18 : 0;
    const flags =
      (lies.userPresent === false ? 0 : 1) | (lies.userVerified === false ? 0 : 4) | synced | (attested ? 0x40 : 0);
    return Buffer.concat([sha256(lies.rpId ?? rpId), uint(flags, 1), uint(counter, 4), attested ?? Buffer.alloc(0)]);
  };

  const outside = () => ({ id: b64(id), rawId: b64(id), type: "public-key", clientExtensionResults: {} });

  return {
    id: b64(id),
    /** Makes the passkey. `statement` is what it says about its maker. */
    create(
      options: { challenge: string; user: { id: string } },
      lies: Lies & { statement?: { fmt: string; attStmt: Map<string, never> } } = {},
    ) {
      userHandle = options.user.id;
      const attested = Buffer.concat([Buffer.alloc(16), uint(id.length, 2), id, coseKey]);
      const { fmt, attStmt } = lies.statement ?? { fmt: "none", attStmt: new Map<string, never>() };
      const attestation = new Map<string, string | Bytes | Map<string, never>>([
        ["fmt", fmt],
        ["attStmt", attStmt],
        ["authData", Uint8Array.from(authData(lies, attested))],
      ]);
      return {
        ...outside(),
        response: {
          clientDataJSON: b64(clientData("webauthn.create", options.challenge, lies)),
          attestationObject: b64(isoCBOR.encode(attestation)),
          transports: ["internal"],
        },
      };
    },
    /** Shows it. */
    get(options: { challenge: string }, lies: Lies = {}) {
      const clientDataJSON = clientData("webauthn.get", options.challenge, lies);
      const data = authData(lies);
      const signature = sign("sha256", Buffer.concat([data, sha256(clientDataJSON)]), privateKey);
      return {
        ...outside(),
        response: {
          clientDataJSON: b64(clientDataJSON),
          authenticatorData: b64(data),
          signature: b64(signature),
          userHandle: lies.userHandle ?? userHandle,
        },
      };
    },
  };
}
