"use client";

import { useTranslations } from "use-intl/react";
import type { Label } from "#lib/access/labels.ts";
import type { Choice } from "#lib/models/queries.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { useModelName } from "./use-model-name.ts";

/** A model, and the labels of what it may be sent. */
export type OfferedModel = Choice & { receives: readonly Label[] };

type ModelPickerProps = {
  models: readonly OfferedModel[];
  chosen: OfferedModel;
  /** Of the conversation. */
  label: Label;
  onChoose: (id: string) => void;
};

/** The model that answers next, and where it runs: always in sight, because that is where the words go. */
export function ModelPicker({ models, chosen, label, onChoose }: ModelPickerProps) {
  const t = useTranslations();
  const nameOf = useModelName(models);
  const items = models.map(({ id, zone, receives }) => ({
    id,
    label: nameOf(id),
    note: t(`models.zone.${zone}`),
    description: receives.includes(label)
      ? t(`models.zoneMeaning.${zone}`)
      : t("chat.model.barred", { label: t(`chat.label.${label}`) }),
    disabled: !receives.includes(label),
    checked: id === chosen.id,
    onSelect: () => onChoose(id),
  }));
  return (
    <Menu label={t("chat.model.label")} items={items} size="sm" align="end" className="max-w-full min-w-0">
      <span className="sr-only">{t("chat.model.label")}: </span>
      <span className="inline-flex max-w-[min(18rem,60vw)] items-center gap-1.5">
        <span className="truncate">{nameOf(chosen.id)}</span>
        <span className="font-normal text-muted">{t(`models.zone.${chosen.zone}`)}</span>
        <Icon name="chevron-down" size={14} />
      </span>
    </Menu>
  );
}
