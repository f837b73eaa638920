import { uuidv7 } from "uuidv7";
import { accounts } from "#db/schema/accounts.ts";
import type { Role } from "#lib/access/schema.ts";
import { blindIndex, createAccountKey } from "#lib/crypto/data-keys.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import type { Language } from "#lib/i18n/languages.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";

export type NewAccount = {
  email: string;
  name: string;
  role: Role;
  /** Null for somebody who signs in through another service. */
  passwordHash: string | null;
  /** Of the mails to this person; English where nobody knows. */
  language?: Language;
  by: "setup" | "invitation" | "sign-up" | "operator" | "oidc";
};

/** Inserts an account with a data key of its own. Runs inside the caller's transaction. `email` is normalised. */
export async function insertAccount(tx: Ctx, input: NewAccount) {
  const id = uuidv7();
  const emailIndex = await blindIndex(tx.db, "account.email", input.email);
  const box = await createAccountKey(tx.db, id, tx.now);
  const [inserted] = await tx.db
    .insert(accounts)
    .values({
      id,
      role: input.role,
      emailIndex,
      email: box.seal("accounts.email", id, input.email),
      name: box.seal("accounts.name", id, input.name),
      passwordHash: input.passwordHash,
      passwordChangedAt: input.passwordHash === null ? null : tx.now,
      ...(input.language === undefined ? {} : { language: input.language }),
      createdAt: tx.now,
    })
    .onConflictDoNothing({ target: accounts.emailIndex })
    .returning({ id: accounts.id });
  if (inserted === undefined) return fail("email-taken");
  await emit(tx, "account.created", { accountId: id, role: input.role, by: input.by });
  return ok({ accountId: id });
}

/** Hashing takes a third of a second, so it happens before a transaction begins. */
export const prepareAccount = async ({
  password,
  ...rest
}: Omit<NewAccount, "passwordHash"> & { password: string }): Promise<NewAccount> => ({
  ...rest,
  passwordHash: await hashPassword(password),
});
