"use client";

import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl/react";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { useModal } from "./use-modal.ts";

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode | undefined;
  /** Buttons at the end; the one that does it stands last. */
  footer?: ReactNode | undefined;
  size?: "default" | "wide" | undefined;
  children?: ReactNode | undefined;
};

/** A question that must be answered first. `data-autofocus` on a control inside gives it the focus at opening. */
export function Dialog({ open, onClose, title, description, footer, size, children }: DialogProps) {
  const t = useTranslations("ui");
  const id = useId();
  const modal = useModal(open, onClose);
  return (
    <dialog
      {...modal}
      aria-labelledby={id}
      aria-describedby={description ? `${id}-text` : undefined}
      className={classNames("sheet", size === "wide" && "wide")}
    >
      {open && (
        <div className="flex max-h-[inherit] flex-col">
          <header className="flex items-start justify-between gap-4 px-5 pt-4">
            <div className="min-w-0 pt-1">
              <h2 id={id} className="text-xl font-medium">
                {title}
              </h2>
              {description && (
                <p id={`${id}-text`} className="mt-1 text-muted">
                  {description}
                </p>
              )}
            </div>
            <IconButton icon="close" label={t("close")} onClick={onClose} className="-me-2" />
          </header>
          <div data-body className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
            {children}
          </div>
          {footer && <DialogFooter>{footer}</DialogFooter>}
        </div>
      )}
    </dialog>
  );
}

/** The row of buttons; written by hand where a form stands inside the dialog and the row belongs to the form. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return <footer className="flex flex-wrap justify-end gap-2 border-t border-border px-5 py-3">{children}</footer>;
}
