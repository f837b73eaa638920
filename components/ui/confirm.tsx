"use client";

import { type ReactNode, useTransition } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { FormMessage } from "./form-message.tsx";

type ConfirmProps = {
  open: boolean;
  onClose: () => void;
  /** The question, with the name of what it is about. */
  title: ReactNode;
  /** What will happen, and whether it can be undone. */
  children?: ReactNode | undefined;
  /** The verb on the button: "Delete", never "OK". */
  confirmLabel: string;
  /** Runs once; the dialog is busy until it settles and stays open: its owner closes it. */
  onConfirm: () => unknown;
  variant?: "danger" | "primary" | undefined;
  disabled?: boolean | undefined;
  error?: ReactNode | undefined;
};

export function Confirm({
  open,
  onClose,
  title,
  children,
  confirmLabel,
  onConfirm,
  variant = "danger",
  disabled,
  error,
}: ConfirmProps) {
  const t = useTranslations("ui");
  const [pending, start] = useTransition();
  const confirm = () =>
    start(async () => {
      await onConfirm();
    });
  const footer = (
    <>
      <Button data-autofocus onClick={onClose}>
        {t("cancel")}
      </Button>
      <Button variant={variant} pending={pending} disabled={disabled} onClick={confirm}>
        {confirmLabel}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onClose={onClose} title={title} footer={footer}>
      <div className="flex flex-col gap-3">
        {children}
        {error && <FormMessage tone="error">{error}</FormMessage>}
      </div>
    </Dialog>
  );
}
