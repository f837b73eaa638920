import { hashPassword } from "#lib/crypto/password.ts";
import { insertAccount } from "#lib/identity/create-account.ts";
import { inTransaction } from "#lib/platform/context.ts";
import { systemCtx } from "#lib/platform/system-context.ts";
import { withDatabase } from "../with-database.ts";

// Makes that many people with one password: `make-crowd.ts <how many>`, the password on standard input. One hash serves
// all of them here; each of them makes the server compute one of its own.
const count = Number(process.argv[2]);
let password = "";
for await (const chunk of process.stdin) password += String(chunk);

await withDatabase(async () => {
  const passwordHash = await hashPassword(password);
  await inTransaction(systemCtx({ kind: "operator" }), async (tx) => {
    for (let n = 0; n < count; n += 1) {
      const person = { email: `crowd-${n}@bench.example`, name: `Crowd ${n}`, role: "user", by: "operator" } as const;
      const made = await insertAccount(tx, { ...person, passwordHash });
      if (!made.ok) throw new Error(made.error);
    }
  });
});
