"use client";

import { useTranslations } from "use-intl/react";
import { deviceWords } from "./device-words.ts";

/** A User-Agent header as people say it: "Firefox on Windows". */
export function useDeviceName(device: string | null): string {
  const t = useTranslations("account.security");
  const { browser, system } = deviceWords(device);
  if (browser !== null && system !== null) return t("device", { browser, system });
  return browser ?? system ?? t("unknownDevice");
}
