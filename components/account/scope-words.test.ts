import { expect, test } from "vitest";
import { catalogs } from "#lib/i18n/catalogs.ts";
import { languages } from "#lib/i18n/languages.ts";
import { tokenScopes } from "#lib/identity/tokens/schema.ts";

test.each(languages)("everything that a token may allow is said in words in %s", (language) => {
  const words = tokenScopes.map((scope) =>
    scope.split(".").reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], {
      ...catalogs[language].account.tokens.scope,
    }),
  );
  for (const [at, word] of words.entries()) expect([tokenScopes[at], typeof word]).toEqual([tokenScopes[at], "string"]);
  expect(new Set(words).size).toBe(tokenScopes.length);
});
