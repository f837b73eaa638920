"use client";

import { useTranslations } from "use-intl/react";
import { SubmitButton } from "../ui/submit-button.tsx";

export type OidcChoice = { id: string; name: string };
/** Leads to the service; a refusal leads back to the sign-in page. */
export type ContinueWith = (form: FormData) => Promise<void>;

type OidcButtonsProps = {
  services: readonly OidcChoice[];
  /** A path of this site to go to afterwards. */
  next: string;
  action: ContinueWith;
};

/** One form for each sign-in service. They work without script. */
export function OidcButtons({ services, next, action }: OidcButtonsProps) {
  const t = useTranslations("account.services");
  return services.map(({ id, name }) => (
    <form key={id} action={action}>
      <input type="hidden" name="provider" value={id} />
      <input type="hidden" name="next" value={next} />
      <SubmitButton block variant="secondary">
        {t("use", { name })}
      </SubmitButton>
    </form>
  ));
}
