import { generateKeyPairSync, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import Provider from "oidc-provider";

/** Who is signed in at the service, as it tells about them. */
export type Subject = { sub: string } & Record<string, unknown>;
type Claims = Record<string, unknown>;

export type OidcHouse = {
  issuer: string;
  /** Whom the next sign-in is by; null declines. */
  subject: Subject | null;
  /** Changes ID tokens before they are signed anew with the right key. */
  forge: ((claims: Claims) => Claims) | null;
  /** Signs with a key that the service never published. */
  strangeKey: boolean;
  close(): Promise<void>;
};

/**
 * A real OpenID provider on `port` that asks nobody anything: whoever comes is `subject`. It wants PKCE, and gives each
 * code once.
 */
export async function startOidcProvider(of: {
  port: number;
  redirectUri: string;
  clientId: string;
  clientSecret: string;
}): Promise<OidcHouse> {
  const issuer = `http://localhost:${of.port}`;
  const own = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const strange = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const house: OidcHouse = { issuer, subject: null, forge: null, strangeKey: false, close };

  const provider = new Provider(issuer, {
    clients: [{ client_id: of.clientId, client_secret: of.clientSecret, redirect_uris: [of.redirectUri] }],
    jwks: { keys: [{ ...own.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "one" } as never] },
    cookies: { keys: ["a-key-for-tests-only"] },
    // Everything that is told about somebody stands in the ID token.
    conformIdTokenClaims: false,
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...house.subject, sub }) as never }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId as string,
        accountId: oidc.session?.accountId as string,
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    ttl: { Interaction: 60, Session: 60, Grant: 60, IdToken: 60, AccessToken: 60, AuthorizationCode: 60 },
  });
  const answer = provider.callback();

  const server = createServer((request, response) => {
    if (request.url?.startsWith("/interaction/")) return void finish(request, response);
    if (request.url === "/token") forgeIn(response);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(of.port, "127.0.0.1", resolve));
  return house;

  function finish(request: IncomingMessage, response: ServerResponse) {
    const { subject } = house;
    const result =
      subject === null
        ? { error: "access_denied", error_description: "Somebody said no." }
        : { login: { accountId: subject.sub, remember: false } };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  function forgeIn(response: ServerResponse): void {
    const end = response.end.bind(response);
    response.end = ((body: Buffer | string) => {
      const told = JSON.parse(body.toString()) as { id_token?: string };
      if (told.id_token !== undefined && (house.forge !== null || house.strangeKey)) {
        const [header = "", payload = ""] = told.id_token.split(".");
        const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Claims;
        const forged = Buffer.from(JSON.stringify(house.forge?.(claims) ?? claims)).toString("base64url");
        const signature = sign("sha256", Buffer.from(`${header}.${forged}`), house.strangeKey ? strange : own);
        told.id_token = `${header}.${forged}.${signature.toString("base64url")}`;
      }
      const text = JSON.stringify(told);
      response.setHeader("content-length", Buffer.byteLength(text));
      return end(text);
    }) as never;
  }

  function close(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}
