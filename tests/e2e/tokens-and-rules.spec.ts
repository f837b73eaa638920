import { expect, test } from "./house.ts";

test("a token is made, shown once, opens the API, and stops when it is ended", async ({ page, signedIn, request }) => {
  await signedIn();
  await page.goto("/settings/tokens");
  await expect(page.getByText("There is no token")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Nightly report");
  await page.getByLabel("Read how much you have used").check();
  await page.getByLabel("Expires after").selectOption("7");
  await page.getByRole("button", { name: "Make token" }).click();
  const shown = page.getByRole("textbox", { name: "Your token for Nightly report" });
  const token = await shown.inputValue();
  expect(token).toMatch(/^cvs_api_[\w-]+_[0-9a-f]{8}$/);
  const line = page.getByRole("list", { name: "Your tokens" }).getByRole("listitem").first();
  await expect(line).toContainText("Nightly report");
  await expect(line).toContainText(`ends in ${token.slice(-4)}`);
  await expect(line).toContainText("never used");

  const headers = { authorization: `Bearer ${token}` };
  expect((await request.get("/api/v1/usage", { headers })).status()).toBe(200);
  expect((await request.get("/api/v1/conversations", { headers })).status()).toBe(403);

  await page.reload();
  expect(await page.content()).not.toContain(token);
  await expect(line).toContainText("Last used");
  await page.getByRole("button", { name: "End Nightly report" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End", exact: true }).click();
  await expect(page.getByText("There is no token")).toBeVisible();
  expect((await request.get("/api/v1/usage", { headers })).status()).toBe(401);
});

test("a token that allows nothing is not made, and what was filled in stays", async ({ page, signedIn }) => {
  await signedIn();
  await page.goto("/settings/tokens");
  await page.getByLabel("Name", { exact: true }).fill("Idle");
  await page.getByLabel("Expires after").selectOption("90");
  await page.getByRole("button", { name: "Make token" }).click();
  await expect(page.locator("main").getByRole("alert")).toContainText("at least one thing");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Idle");
  await expect(page.getByLabel("Expires after")).toHaveValue("90");
  await expect(page.getByLabel("security events of the whole instance")).toHaveCount(0);
});

test("an administrator keeps a network out, and cannot lock themselves out", async ({ page, signedIn }) => {
  await signedIn("admin");
  await page.goto("/admin/rules");
  const own = (await page.locator("strong.font-mono").textContent()) ?? "";
  const network = page.getByLabel("Network", { exact: true });
  const add = page.getByRole("button", { name: "Add rule" });
  await network.fill(own);
  await add.click();
  await expect(page.locator("main").getByRole("alert")).toContainText("would refuse your own address");
  await expect(network).toHaveValue(own);

  await network.fill("198.51.100.77/24");
  await page.getByLabel("How long").selectOption("1");
  await page.getByLabel("Note", { exact: true }).fill("Scans us");
  await add.click();
  await expect(page.getByText("The rule holds.")).toBeVisible();
  const row = page.getByRole("row", { name: /198\.51\.100\.0\/24/ });
  await expect(row).toContainText("Block");
  await expect(row).toContainText("Scans us");

  await page.getByRole("button", { name: "Remove the rule for 198.51.100.0/24" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByText("There is no rule")).toBeVisible();
});

test("a moderator does not find the rules", async ({ page, signedIn }) => {
  await signedIn("moderator");
  expect((await page.goto("/admin/rules"))?.status()).toBe(404);
});
