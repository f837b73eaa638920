"use client";

import { useTranslations } from "use-intl/react";
import type { Choice } from "#lib/models/queries.ts";

/** What a model is called; one that is no longer connected by its id, the librarian in the reader's language. */
export function useModelName(models: readonly Choice[]): (id: string | null) => string {
  const t = useTranslations("chat.model");
  return (id) => {
    if (id === "librarian") return t("librarian");
    return models.find((model) => model.id === id)?.name ?? t("unknown");
  };
}
