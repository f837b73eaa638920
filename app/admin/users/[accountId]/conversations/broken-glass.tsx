import { CloseGlass } from "#components/security/close-glass.tsx";
import { FormMessage } from "#components/ui/form-message.tsx";
import { Time } from "#components/ui/time.tsx";
import type { BrokenGlass } from "#lib/access/queries.ts";
import { translator } from "#lib/http/translate.ts";
import { closeGlass } from "../../actions.ts";

/** Says, above everything that is read through it, until when the glass is broken. */
export async function GlassNotice({ glass, back }: { glass: BrokenGlass; back: string }) {
  const t = await translator("admin");
  return (
    <FormMessage
      tone="warning"
      title={
        <>
          {t("people.glass.broken")} <Time value={glass.expiresAt} format="minute" />
        </>
      }
      action={<CloseGlass glassId={glass.id} label={t("people.glass.close")} back={back} close={closeGlass} />}
    >
      {t("people.glass.readOnly")}
    </FormMessage>
  );
}
