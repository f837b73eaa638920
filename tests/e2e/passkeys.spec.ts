import type { Page, Request } from "@playwright/test";
import { desc, eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { database } from "#lib/platform/database.ts";
import { baseURL, expect, PASSWORD, test } from "./house.ts";

/** An authenticator in this browser. It answers by itself only between `on` and `off`. */
async function aDevice(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: false,
    },
  });
  const answering = (enabled: boolean) =>
    cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
  return { on: () => answering(true), off: () => answering(false) };
}

/** Leaves the button as the only way to use a passkey; otherwise the device answers in the field as soon as it may. */
const withoutField = (page: Page) =>
  page.addInitScript(() => {
    Object.defineProperty(globalThis.PublicKeyCredential, "isConditionalMediationAvailable", {
      value: async () => false,
    });
  });

async function enrol(page: Page, device: Awaited<ReturnType<typeof aDevice>>) {
  await device.on();
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("The passkey is added")).toBeVisible();
  await device.off();
}

async function leave(page: Page) {
  await page.context().clearCookies();
  await page.goto("/sign-in");
}

async function typePassword(page: Page, email: string) {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const factors = (page: Page) => page.getByRole("region", { name: "How you sign in" });
const usePasskey = (page: Page) => page.getByRole("button", { name: "Use a passkey" });

async function lastRefusal() {
  const [event] = await database()
    .select({ data: securityEvents.data })
    .from(securityEvents)
    .where(eq(securityEvents.name, "factor.refused"))
    .orderBy(desc(securityEvents.seq))
    .limit(1);
  return event?.data as { factor: string; reason: string } | undefined;
}

type Answer = { response: Record<string, string> };
type Sent = [{ answer: Answer }];
const isAnswer = (request: Request) => request.method() === "POST" && (request.postData() ?? "").includes("rawId");

/** Changes the answer on its way to the server. */
async function tamper(page: Page, change: (answer: Answer) => void) {
  await page.route("**/*", async (route) => {
    if (!isAnswer(route.request())) return route.fallback();
    const sent = route.request().postDataJSON() as Sent;
    change(sent[0].answer);
    return route.continue({ postData: JSON.stringify(sent) });
  });
}

function inClientData(answer: Answer, change: object) {
  const said = JSON.parse(Buffer.from(answer.response.clientDataJSON as string, "base64url").toString()) as object;
  answer.response.clientDataJSON = Buffer.from(JSON.stringify({ ...said, ...change })).toString("base64url");
}

test("a passkey is added, listed with what is to be known of it, and signs in alone", async ({ page, signedIn }) => {
  await withoutField(page);
  await signedIn();
  const device = await aDevice(page);
  await enrol(page, device);
  await expect(page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem")).toHaveCount(10);
  await page.getByRole("button", { name: "I have kept them" }).click();
  for (const words of ["Chrome on Linux", "On one device", "not used yet"])
    await expect(factors(page).getByText(words)).toBeVisible();
  await leave(page);
  await device.on();
  await usePasskey(page).click();
  await page.waitForURL("**/chat");
  await page.goto("/settings/security");
  await expect(factors(page).getByText("last used")).toBeVisible();
});

test("a browser offers it in the field for the address", async ({ page, signedIn }) => {
  await signedIn();
  const device = await aDevice(page);
  await enrol(page, device);
  await device.on();
  await leave(page);
  await page.waitForURL("**/chat");
});

test("after a password it is the second factor", async ({ page, signedIn }) => {
  await withoutField(page);
  const { email } = await signedIn();
  const device = await aDevice(page);
  await enrol(page, device);
  await leave(page);
  await typePassword(page, email);
  await page.waitForURL("**/sign-in/factor");
  await device.on();
  await usePasskey(page).click();
  await page.waitForURL("**/chat");
});

test("it is the first second factor of somebody who needs one, and the codes are seen before the session begins", async ({
  page,
  signedIn,
}) => {
  await withoutField(page);
  const { email, actor } = await signedIn();
  await database().update(accounts).set({ factorRequired: true }).where(eq(accounts.id, actor.id));
  const device = await aDevice(page);
  await leave(page);
  await typePassword(page, email);
  await page.waitForURL("**/sign-in/enrol");
  await device.on();
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem")).toHaveCount(10);
  await page.getByRole("button", { name: "I have kept them, go on" }).click();
  await page.waitForURL("**/chat");
});

test("it can be renamed and removed, and is worth nothing then", async ({ page, signedIn }) => {
  await withoutField(page);
  await signedIn();
  const device = await aDevice(page);
  await enrol(page, device);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByRole("button", { name: "Rename Chrome on Linux" }).click();
  await page.getByLabel("Name of the passkey").fill("Desk at work");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Remove Desk at work" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("The passkey is removed")).toBeVisible();
  await leave(page);
  await device.on();
  await usePasskey(page).click();
  await expect(page.getByText("This passkey is not known here")).toBeVisible();
  expect(await lastRefusal()).toMatchObject({ factor: "passkey", reason: "unknown-credential" });
});

test("whoever declines reads a sentence, and can choose another way", async ({ page, signedIn }) => {
  await withoutField(page);
  await signedIn();
  await leave(page);
  await page.evaluate(() => {
    navigator.credentials.get = async () => {
      throw new DOMException("declined", "NotAllowedError");
    };
  });
  await usePasskey(page).click();
  await expect(page.getByText("No passkey was used")).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeEnabled();
});

const lies: [string, (answer: Answer) => void, string, string][] = [
  [
    "made for another site",
    (answer) => inClientData(answer, { origin: "https://localhost.evil.example" }),
    "wrong-origin",
    "This passkey was not accepted",
  ],
  [
    "to another question",
    (answer) => inClientData(answer, { challenge: "AAAA" }),
    "wrong-challenge",
    "That took too long",
  ],
  [
    "with another signature",
    (answer) => {
      answer.response.signature = `${answer.response.signature?.slice(0, -4)}AAAA`;
    },
    "wrong-signature",
    "This passkey was not accepted",
  ],
  [
    "that is garbage",
    (answer) => {
      answer.response = {};
    },
    "malformed",
    "This passkey was not accepted",
  ],
];

for (const [name, change, reason, sentence] of lies) {
  test(`an answer ${name} is refused with a sentence and an event`, async ({ page, signedIn }) => {
    await withoutField(page);
    await signedIn();
    const device = await aDevice(page);
    await enrol(page, device);
    await leave(page);
    await tamper(page, change);
    await device.on();
    await usePasskey(page).click();
    await expect(page.getByText(sentence)).toBeVisible();
    expect(await lastRefusal()).toMatchObject({ factor: "passkey", reason });
    await expect(page).toHaveURL(/\/sign-in$/);
  });
}

test("an answer that is sent again with the same cookies opens nothing", async ({ page, signedIn }) => {
  await withoutField(page);
  await signedIn();
  const device = await aDevice(page);
  await enrol(page, device);
  await leave(page);
  const answered = page.waitForRequest(isAnswer);
  await device.on();
  await usePasskey(page).click();
  const request = await answered;
  const sent = { headers: await request.allHeaders(), body: request.postData() };
  await page.waitForURL("**/chat");
  const kept = ["cookie", "next-action", "content-type", "accept", "next-router-state-tree"];
  const headers = new Headers({ origin: baseURL() });
  for (const name of kept) if (sent.headers[name] !== undefined) headers.set(name, sent.headers[name]);
  const again = await fetch(request.url(), { method: "POST", headers, body: sent.body });
  expect(await again.text()).toContain("passkey-expired");
  expect(again.headers.getSetCookie().join()).not.toContain("convosphere.session");
  expect(await lastRefusal()).toMatchObject({ factor: "passkey", reason: "used-challenge" });
});
