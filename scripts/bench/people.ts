import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { ask, sameOrigin } from "./ask.ts";
import { childEnvironment, projectRoot } from "./children.ts";
import { models, type Server } from "./server.ts";

export type Signed = { cookie: string };
export type Account = { email: string; password: string };

/** As many as a person's side bar shows in the figures of the chat page. */
const CONVERSATIONS = 20;

/** People who each run some of the streams: their keys, sessions and limits are their own. */
export async function signInWriters(server: Server, count: number): Promise<Signed[]> {
  const writers: Signed[] = [];
  // Two at a time: hashing a password fills a core on purpose.
  for (let n = 0; n < count; n += 2) {
    const pair = [n, n + 1].filter((m) => m < count).map((m) => createAndSignIn(server, `writer-${m}`));
    writers.push(...(await Promise.all(pair)));
  }
  return writers;
}

/** A person with a side bar full of conversations. */
export async function signInReader(server: Server): Promise<Signed> {
  const reader = await createAndSignIn(server, "reader");
  for (let n = 1; n <= CONVERSATIONS; n += 1) await startConversation(server, reader, titleOf(n));
  return reader;
}

/** The n-th conversation's first words, found again in the page to see that it is the real one. */
export function titleOf(n: number): string {
  return `Question ${n} about hotels and trains`;
}

async function createAndSignIn(server: Server, name: string): Promise<Signed> {
  const email = `${name}@bench.example`;
  const password = randomBytes(18).toString("base64url");
  await createPerson(server, email, name, password);
  return signIn(server, { email, password });
}

/** Many people, each of whom can sign in. */
export async function makeCrowd(server: Server, count: number): Promise<Account[]> {
  const password = randomBytes(18).toString("base64url");
  await atTheShell(server, ["scripts/bench/make-crowd.ts", String(count)], password);
  return Array.from({ length: count }, (_, n) => ({ email: `crowd-${n}@bench.example`, password }));
}

/** Through the operator's command, as somebody at the shell would. */
function createPerson(server: Server, email: string, name: string, password: string): Promise<void> {
  const words = ["create-person", "--email", email, "--name", name, "--password-stdin"];
  return atTheShell(server, ["scripts/operator.ts", ...words], password);
}

function atTheShell(server: Server, args: string[], input: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { cwd: projectRoot, env: childEnvironment(server.env) };
    const child = execFile(process.execPath, args, options, (error, _out, said) =>
      error === null ? resolve() : reject(new Error(`${args[0]}: ${said || error.message}`)),
    );
    child.stdin?.end(input);
  });
}

/**
 * Through next-auth's own door, which stands on the same use case as the form. `browser` holds the cookies of one that
 * was here before, and keeps those it is given.
 */
export async function signIn(
  { url }: Server,
  { email, password }: Account,
  browser = new Map<string, string>(),
): Promise<Signed & { milliseconds: number }> {
  const jar = new Map([...browser].filter(([name]) => name.endsWith("convosphere.device")));
  const token = await ask(`${url}/api/auth/csrf`);
  keepCookies(jar, token.headers["set-cookie"]);
  const { csrfToken } = JSON.parse(token.body.toString()) as { csrfToken: string };
  const from = performance.now();
  const answer = await ask(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { ...sameOrigin(url), cookie: cookieOf(jar), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }).toString(),
  });
  const milliseconds = performance.now() - from;
  keepCookies(jar, answer.headers["set-cookie"]);
  for (const [name, value] of jar) browser.set(name, value);
  const session = [...jar].filter(([name]) => name.endsWith("convosphere.session"));
  if (session.length === 0)
    throw new Error(`Signing in answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
  return { cookie: cookieOf(session), milliseconds };
}

function keepCookies(jar: Map<string, string>, headers: readonly string[] = []): void {
  for (const header of headers) {
    const [, name, value] = header.match(/^([^=]+)=([^;]*)/) ?? [];
    if (name !== undefined && value) jar.set(name, value);
  }
}

function cookieOf(jar: Iterable<[string, string]>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

async function startConversation({ url }: Server, { cookie }: Signed, text: string): Promise<void> {
  const answer = await ask(`${url}/api/chat`, {
    method: "POST",
    headers: { ...sameOrigin(url), cookie, "content-type": "application/json" },
    body: JSON.stringify({ kind: "send", conversationId: null, parentId: null, text, modelId: models.word }),
  });
  if (answer.status !== 200 || !answer.body.includes("[DONE]"))
    throw new Error(`A conversation could not be started: ${answer.status} ${answer.body.toString().slice(0, 300)}`);
}
