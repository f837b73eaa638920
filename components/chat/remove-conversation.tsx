"use client";

import { useTranslations } from "use-intl/react";
import type { ConversationLine } from "#lib/chat/schema.ts";
import { Confirm } from "../ui/confirm.tsx";

type RemoveConversationProps = { line: ConversationLine; onClose: () => void; onRemove: () => Promise<void> };

export default function RemoveConversation({ line, onClose, onRemove }: RemoveConversationProps) {
  const t = useTranslations("chat");
  return (
    <Confirm
      open
      onClose={onClose}
      onConfirm={onRemove}
      title={t("remove.title", { title: line.title })}
      confirmLabel={t("remove.do")}
    >
      <p>{t("remove.text")}</p>
    </Confirm>
  );
}
