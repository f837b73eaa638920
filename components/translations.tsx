"use client";

import type { ReactNode } from "react";
import { IntlProvider } from "use-intl/react";

/** Hands the sentences of some areas to the client components below. */
export function Translations({
  language,
  messages,
  children,
}: {
  language: string;
  messages: object;
  children: ReactNode;
}) {
  return (
    <IntlProvider locale={language} messages={messages as Record<string, never>} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}
