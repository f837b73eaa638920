"use client";

import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { crash as de } from "#lib/i18n/messages/de/crash.ts";
import { crash as en } from "#lib/i18n/messages/en/crash.ts";
import "./globals.css";

/** When even the root layout failed, nobody knows the language: the page speaks both. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <html lang="en">
      <body>
        <title>ConvoSphere</title>
        <main className="mx-auto flex min-h-dvh w-full max-w-lg flex-col justify-center gap-10 px-4 py-12">
          {[
            { lang: "en", words: en },
            { lang: "de", words: de },
          ].map(({ lang, words }) => (
            <section key={lang} lang={lang} className="flex flex-col gap-3">
              <h1 className="text-2xl font-medium">{words.title}</h1>
              <p className="text-lg text-muted">{words.text}</p>
              <p className="text-lg text-muted">{digest ? words.advice : words.adviceWithoutCode}</p>
              <div className="mt-2 flex flex-wrap gap-2">
                <Button variant="primary" onClick={() => retry()}>
                  {words.retry}
                </Button>
                <LinkButton href="/">{words.home}</LinkButton>
              </div>
            </section>
          ))}
          {digest && <p className="font-mono text-sm text-muted">{digest}</p>}
        </main>
      </body>
    </html>
  );
}
