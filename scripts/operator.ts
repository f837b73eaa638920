import { parseArgs } from "node:util";
import { listRules } from "#lib/access/address-rules/queries.ts";
import { removeRulesOf } from "#lib/access/address-rules/remove-rule.ts";
import { Role } from "#lib/access/schema.ts";
import {
  createPerson,
  endSessions,
  generatePassword,
  removeFactors,
  resetPassword,
  setSuspended,
  unlockAccount,
} from "#lib/identity/operate-accounts.ts";
import { DisplayName, Email } from "#lib/identity/schema.ts";
import { LimitOverrides } from "#lib/limits/schema.ts";
import { checkReadiness } from "#lib/platform/health.ts";
import type { Result } from "#lib/platform/result.ts";
import { systemCtx } from "#lib/platform/system-context.ts";
import { changeSetting } from "#lib/settings/change-setting.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { withDatabase } from "./with-database.ts";

const USAGE = `npm run operator -- <command>

  create-person --email a@example.org --name "A Person" [--role user|premium|moderator|admin] [--password-stdin]
  reset-password --email a@example.org [--password-stdin]
  end-sessions --email a@example.org
  suspend --email a@example.org
  restore --email a@example.org
  unlock --email a@example.org
  remove-factors --email a@example.org
  set-limit --bucket default --requests 60 --seconds 60
  list-address-rules
  remove-address-rule --network 192.0.2.0/24
  health

Without --password-stdin a password is generated and printed once.`;

const sentences: Record<string, string> = {
  "network-malformed": "--network is neither an address nor a CIDR block.",
  "address-rule-not-found": "There is no rule for this network.",
  "email-taken": "There is an account with this address already.",
  "person-not-found": "There is no account with this address.",
  "no-factor": "This account has no second factor.",
  "password-length":
    "The password is too short (12 characters; 16 for moderators and administrators) or too long (128).",
  "password-weak": "The password is too easy to guess. A few unrelated words in a row are hard to guess.",
  "password-breached": "The password is in a list of known passwords. Choose another one.",
};

/** A person's mistake: its message is all they need to see. */
class Misuse extends Error {}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    email: { type: "string" },
    name: { type: "string" },
    role: { type: "string", default: "user" },
    network: { type: "string" },
    bucket: { type: "string" },
    requests: { type: "string" },
    seconds: { type: "string" },
    "password-stdin": { type: "boolean", default: false },
  },
});

const commands: Record<string, () => Promise<string>> = {
  async "create-person"() {
    const input = { email: parsed("email", Email), name: parsed("name", DisplayName), role: parsed("role", Role) };
    const { password, note } = await choosePassword();
    expectOk(await createPerson(ctx(), { ...input, password }));
    return `Created ${input.email} (${input.role}).${note}`;
  },
  async "reset-password"() {
    const email = parsed("email", Email);
    const { password, note } = await choosePassword();
    const ended = expectOk(await resetPassword(ctx(), { email, password }));
    return `Replaced the password and ended ${ended} session(s).${note}`;
  },
  async "end-sessions"() {
    return `Ended ${expectOk(await endSessions(ctx(), { email: parsed("email", Email) }))} session(s).`;
  },
  async suspend() {
    return `Suspended; ended ${expectOk(await setSuspended(ctx(), { email: parsed("email", Email), suspended: true }))} session(s).`;
  },
  async restore() {
    expectOk(await setSuspended(ctx(), { email: parsed("email", Email), suspended: false }));
    return "Restored.";
  },
  async unlock() {
    expectOk(await unlockAccount(ctx(), { email: parsed("email", Email) }));
    return "Unlocked: nobody has to wait after failed sign-ins any more.";
  },
  async "remove-factors"() {
    const ended = expectOk(await removeFactors(ctx(), { email: parsed("email", Email) }));
    return `Removed every second factor and ended ${ended} session(s).`;
  },
  async "set-limit"() {
    const change = LimitOverrides.safeParse({
      [given("bucket")]: { requests: Number(given("requests")), seconds: Number(given("seconds")) },
    });
    if (!change.success) throw new Misuse("There is no such bucket, or the numbers are not whole and positive.");
    const { limits } = await readSettings(ctx().db);
    expectOk(await changeSetting(ctx(), { key: "limits", value: { ...limits, ...change.data } }));
    return "Changed. Running servers follow within two seconds.";
  },
  async "list-address-rules"() {
    const { rules } = await listRules(ctx().db, ctx().now);
    const lines = rules.map(({ effect, area, network, note, expiresAt, expired }) =>
      [effect, area, network, expired ? "expired" : expiresAt === null ? "" : `until ${expiresAt}`, note]
        .filter(Boolean)
        .join("  "),
    );
    return lines.length === 0 ? "There is no rule." : lines.join("\n");
  },
  async "remove-address-rule"() {
    const removed = expectOk(await removeRulesOf(ctx(), { network: given("network") }));
    return `Removed ${removed} rule(s). Running servers follow at once.`;
  },
  async health() {
    const { parts } = await checkReadiness();
    const lines = Object.entries(parts).map(([name, part]) =>
      `${part.ok ? "ok  " : "FAIL"} ${name}  ${part.milliseconds} ms  ${part.note ?? ""}`.trimEnd(),
    );
    return lines.join("\n");
  },
};

const ctx = () => systemCtx({ kind: "operator" });

type Option = "email" | "name" | "role" | "network" | "bucket" | "requests" | "seconds";

function given(name: Option): string {
  const value = values[name];
  if (value === undefined) throw new Misuse(`--${name} is missing.`);
  return value;
}

function parsed<T>(name: Option, schema: { safeParse(value: unknown): { success: boolean; data?: T } }): T {
  const result = schema.safeParse(given(name));
  if (!result.success) throw new Misuse(`--${name} is not valid.`);
  return result.data as T;
}

async function choosePassword(): Promise<{ password: string; note: string }> {
  if (!values["password-stdin"]) {
    const password = generatePassword();
    return { password, note: `\nPassword (shown only now): ${password}` };
  }
  let text = "";
  for await (const chunk of process.stdin) text += chunk;
  return { password: text.replace(/\r?\n$/, ""), note: "" };
}

function expectOk<T>(result: Result<T, string>): T {
  if (result.ok) return result.value;
  throw new Misuse(sentences[result.error] ?? result.error);
}

const command = commands[positionals[0] ?? ""];
if (command === undefined) {
  console.log(USAGE);
  process.exitCode = positionals.length === 0 ? 0 : 1;
} else {
  try {
    console.log(await withDatabase(command));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
