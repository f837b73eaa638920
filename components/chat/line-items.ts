import type { ConversationLine } from "#lib/chat/schema.ts";
import type { IconName } from "../ui/icon.tsx";
import type { Workspace } from "./workspace-context.ts";

type LineItem = {
  id: string;
  label: string;
  icon: IconName;
  tone?: "danger" | undefined;
  onSelect: () => void;
};

type Say = (key: `line.${"rename" | "pin" | "unpin" | "archive" | "unarchive" | "remove"}`) => string;

/** What can be done with a conversation, in the side bar and at the top of it. An archived one is not pinned. */
export function lineItems(
  t: Say,
  { pin, archive, remove }: Pick<Workspace, "pin" | "archive" | "remove">,
  line: ConversationLine,
  onRename: () => void,
): LineItem[] {
  const { id, pinned, archived } = line;
  const pinning: LineItem = {
    id: "pin",
    label: t(pinned ? "line.unpin" : "line.pin"),
    icon: pinned ? "pin-off" : "pin",
    onSelect: () => pin(id, !pinned),
  };
  return [
    { id: "rename", label: t("line.rename"), icon: "pencil", onSelect: onRename },
    ...(archived ? [] : [pinning]),
    {
      id: "archive",
      label: t(archived ? "line.unarchive" : "line.archive"),
      icon: archived ? "undo" : "archive",
      onSelect: () => archive(id, !archived),
    },
    { id: "remove", label: t("line.remove"), icon: "trash", tone: "danger", onSelect: () => remove(line) },
  ];
}
