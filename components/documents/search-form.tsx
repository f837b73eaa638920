"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { LinkButton } from "../ui/link-button.tsx";

type SearchFormProps = {
  /** The page that reads `q`. */
  action: string;
  q: string | null;
  /** Within one document. */
  one?: boolean | undefined;
};

/** Searches through the page's address, so that a search can be kept; works without script. */
export function SearchForm({ action, q, one = false }: SearchFormProps) {
  const t = useTranslations("documents.search");
  return (
    <search>
      <form action={action} method="get" className="flex flex-wrap items-end gap-2">
        <TextField
          className="min-w-0 flex-1 basis-56"
          label={t(one ? "labelOne" : "label")}
          name="q"
          type="search"
          required
          maxLength={300}
          autoComplete="off"
          placeholder={t("placeholder")}
          defaultValue={q ?? undefined}
        />
        <Button type="submit" icon="search">
          {t("do")}
        </Button>
        {q !== null && (
          <LinkButton href={action} variant="quiet">
            {t("clear")}
          </LinkButton>
        )}
      </form>
    </search>
  );
}
