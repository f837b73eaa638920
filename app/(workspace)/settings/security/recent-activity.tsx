import { ActivityList } from "#components/account/activity-list.tsx";
import { Section } from "#components/ui/page.tsx";
import { currentLanguage } from "#lib/http/preferences.ts";
import { translator } from "#lib/http/translate.ts";
import { listActivity } from "#lib/identity/activity.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { countryName } from "#lib/platform/places.ts";
import { reportSession } from "../recovery-actions.ts";
import { recoveryWords } from "./in-words.ts";

/** What lately happened to this account, with a way to say that a sign-in was somebody else's. */
export async function RecentActivity({ ctx }: { ctx: PersonCtx }) {
  const [t, words, language, activity] = await Promise.all([
    translator("recovery"),
    recoveryWords(),
    currentLanguage(),
    listActivity(ctx.db, ctx.actor.id),
  ]);
  const lines = activity.map(({ id, at, origin, reportable, ...what }) => ({
    id,
    at: at.toISOString(),
    sentence: words.sentence(what),
    origin: origin && {
      ...origin,
      country: origin.country === null ? null : countryName(origin.country, language),
    },
    reportable,
  }));
  return (
    <Section title={t("activity.title")} description={t("activity.text")}>
      <ActivityList lines={lines} report={reportSession} />
    </Section>
  );
}
