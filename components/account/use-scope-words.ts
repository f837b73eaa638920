import { useTranslations } from "use-intl/react";

/** What a scope allows, in words; the bare name for one that a later version took away. */
export function useScopeWords(): (scope: string) => string {
  const t = useTranslations("account.tokens");
  return (scope) => (t.has(`scope.${scope}` as never) ? t(`scope.${scope}` as never) : scope);
}
