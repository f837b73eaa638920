import type { ReactNode } from "react";
import { Translations } from "#components/translations.tsx";
import { listConversations } from "#lib/chat/queries.ts";
import { currentCtx, isPerson, openEntries } from "#lib/http/context.ts";
import { administrationPage, moderationPage } from "#lib/http/doors.ts";
import { currentLanguage, currentTheme } from "#lib/http/preferences.ts";
import { pickMessages } from "#lib/http/translate.ts";
import { readProfile } from "#lib/identity/queries.ts";
import { sessionLimits } from "#lib/identity/sessions/session-limits.ts";
import { signInAgain, signOut, stay } from "../(auth)/actions.ts";
import {
  attachDocuments,
  choose,
  detachDocument,
  edit,
  list,
  readAttached,
  readLibrary,
  remove,
} from "./chat/actions.ts";
import { Frame } from "./frame.tsx";
import { choosePreference } from "./settings/actions.ts";

/** Refusals that can come up in the chat; the other sentences of their area stay on the server. */
const codes = [
  "invalid-input",
  "failed",
  "unavailable",
  "unreached",
  "conversation-not-found",
  "cross-site",
  "too-large",
  "too-many-requests",
  "wrong-credentials",
  "too-many-attempts",
] as const;

/**
 * The side bar around a page. Nobody signed in gets the page alone, which sends them to sign in and back to its own
 * address; this layout does not know it.
 */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const ctx = await currentCtx();
  if (!isPerson(ctx)) return children;
  const open = openEntries(ctx);
  const [language, theme, page, { id, name, email }, { errors, models, ...messages }] = await Promise.all([
    currentLanguage(),
    currentTheme(),
    listConversations(ctx.db, ctx.actor.id),
    readProfile(ctx.db, ctx.actor.id),
    pickMessages("chat", "ui", "markdown", "models", "session", "errors"),
  ]);
  const { zone, zoneMeaning, failure } = models;
  const sentences = {
    ...messages,
    models: { zone, zoneMeaning, failure },
    errors: { ...Object.fromEntries(codes.map((code) => [code, errors[code]])), file: errors.file },
  };
  return (
    <Translations language={language} messages={sentences}>
      <Frame
        person={{ id, name, email }}
        page={page}
        today={new Date(ctx.now).setUTCHours(0, 0, 0, 0)}
        theme={theme}
        times={{ idle: sessionLimits(ctx.actor.role).idle, endsAt: ctx.actor.endsAt.getTime() }}
        places={{ moderation: moderationPage(open), administration: administrationPage(open) }}
        actions={{
          ...{ choose, choosePreference, edit, list, remove, signInAgain, signOut, stay },
          documents: { attach: attachDocuments, detach: detachDocument, attached: readAttached, library: readLibrary },
        }}
      >
        {children}
      </Frame>
    </Translations>
  );
}
