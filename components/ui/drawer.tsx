"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { useModal } from "./use-modal.ts";

type DrawerProps = {
  open: boolean;
  onClose: () => void;
  /** Its name, shown at the top. */
  label: string;
  side?: "left" | "right" | undefined;
  children: ReactNode;
};

/** A dialog along the edge: sources, details, filters on a narrow window. */
export function Drawer({ open, onClose, label, side = "left", children }: DrawerProps) {
  const t = useTranslations("ui");
  const modal = useModal(open, onClose);
  return (
    <dialog {...modal} aria-label={label} className={classNames("drawer", side === "right" && "right")}>
      {open && (
        <div className="flex min-h-full flex-col">
          <header className="flex items-center justify-between gap-2 ps-4 pe-2 pt-2">
            <h2 className="text-lg font-medium">{label}</h2>
            <IconButton icon="close" label={t("close")} onClick={onClose} />
          </header>
          <div data-body className="flex-1 p-4 pt-2">
            {children}
          </div>
        </div>
      )}
    </dialog>
  );
}
