"use client";

import { clearDrafts, draftStore } from "../chat/drafts.ts";
import { openTabs } from "../chat/tabs.ts";
import { SubmitButton } from "../ui/submit-button.tsx";

type SignOutFormProps = {
  personId: string;
  signOut: () => Promise<void>;
  label: string;
  variant?: "quiet" | "secondary" | undefined;
  icon?: "logout" | undefined;
};

/** Ends this session and takes along what was typed and not sent; other tabs learn of it. Works without script too. */
export function SignOutForm({ personId, signOut, label, variant = "secondary", icon }: SignOutFormProps) {
  const onSubmit = () => {
    clearDrafts(draftStore(), personId);
    const tabs = openTabs(personId, () => {});
    tabs.post({ type: "signed-out" });
    tabs.close();
  };
  return (
    <form action={signOut} onSubmit={onSubmit}>
      <SubmitButton variant={variant} size="sm" icon={icon}>
        {label}
      </SubmitButton>
    </form>
  );
}
