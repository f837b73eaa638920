"use client";

import { type MouseEvent, type PointerEvent, type SyntheticEvent, useLayoutEffect, useRef } from "react";

const firstControl = "[data-body] :is(input:not([type=hidden]), select, textarea, button, a[href]):not(:disabled)";

/**
 * Ties a native `<dialog>` to `open`. The browser keeps the focus inside, and gives it back to where it was;
 * Escape and a press beside the dialog only ask to be closed, so the owner of `open` stays the owner.
 */
export function useModal(open: boolean, onClose: () => void) {
  const ref = useRef<HTMLDialogElement>(null);
  const pressed = useRef(false);

  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!open || dialog === null) return;
    dialog.showModal();
    const first =
      dialog.querySelector<HTMLElement>("[data-autofocus]") ?? dialog.querySelector<HTMLElement>(firstControl);
    first?.focus();
    return () => dialog.close();
  }, [open]);

  // A file input's `cancel` and a nested dialog's `close` come past here too.
  const own = (event: SyntheticEvent) => event.target === event.currentTarget;
  return {
    ref,
    onCancel: (event: SyntheticEvent) => {
      if (!own(event)) return;
      event.preventDefault();
      onClose();
    },
    onClose: (event: SyntheticEvent) => {
      if (own(event) && open) onClose();
    },
    // Both press and release beside it: a text selection that ends outside must not close.
    onPointerDown: (event: PointerEvent) => {
      pressed.current = own(event);
    },
    onClick: (event: MouseEvent) => {
      if (own(event) && pressed.current) onClose();
    },
  };
}
