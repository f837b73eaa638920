import { FactorResetList } from "#components/security/factor-reset-list.tsx";
import { Section } from "#components/ui/page.tsx";
import { denial } from "#lib/access/policy.ts";
import { translator } from "#lib/http/translate.ts";
import { listFactorResets } from "#lib/identity/people/queries.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { decideFactorReset } from "./factor-reset-actions.ts";

/** Lost factors that wait for a second administrator; nothing where there are none, or for who was only lent the list. */
export async function WaitingResets({ ctx }: { ctx: PersonCtx }) {
  if (denial(ctx.actor, "person.reset-factor", {}, ctx.now) === "not-allowed") return null;
  const [t, waiting] = await Promise.all([translator("recovery"), listFactorResets(ctx.db, ctx.now)]);
  if (waiting.length === 0) return null;
  const resets = waiting.map(({ expiresAt, requestedAt: _, requestedBy, ...reset }) => ({
    ...reset,
    expiresAt: expiresAt.toISOString(),
    mayDecide: requestedBy !== ctx.actor.id && reset.accountId !== ctx.actor.id,
  }));
  return (
    <Section className="max-w-4xl" id="resets" title={t("reset.list")} description={t("reset.listText")}>
      <FactorResetList resets={resets} decide={decideFactorReset} />
    </Section>
  );
}
