import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { Translations } from "#components/translations.tsx";
import { currentLanguage, currentTheme } from "#lib/http/preferences.ts";
import { pickMessages, translator } from "#lib/http/translate.ts";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator("site");
  return {
    title: { template: "%s · ConvoSphere", default: "ConvoSphere" },
    description: t("description"),
    applicationName: "ConvoSphere",
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, email: false, address: false },
  };
}

const CANVAS = { light: "#f8f8f6", dark: "#101312" } as const;

export async function generateViewport(): Promise<Viewport> {
  const theme = await currentTheme();
  if (theme !== "system") return { colorScheme: theme, themeColor: CANVAS[theme] };
  return {
    colorScheme: "light dark",
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: CANVAS.light },
      { media: "(prefers-color-scheme: dark)", color: CANVAS.dark },
    ],
  };
}

/** Reads the request's cookies, so every page is rendered for its request: a cached one would carry an old nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [language, theme, { site }] = await Promise.all([currentLanguage(), currentTheme(), pickMessages("site")]);
  return (
    <html lang={language} data-theme={theme}>
      <body>
        {/* Only what an error page says; every layout below hands over what its own components need. */}
        <Translations language={language} messages={{ site: { crash: site.crash } }}>
          {children}
        </Translations>
      </body>
    </html>
  );
}
